package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrentCallsTest {

    private final InMemory db = new InMemory();

    @Test
    void losesNoConcurrentUpdate() {
        IntStream.range(0, 2000).parallel().forEach(i -> db.call("UpdateItem", """
                {'TableName':'things','Key':{'id':{'S':'a'}},'UpdateExpression':'ADD n :one',
                 'ExpressionAttributeValues':{':one':{'N':'1'}}}"""));

        assertThat(db.call("GetItem", "{'TableName':'things','Key':{'id':{'S':'a'}}}")
                        .at("/Item/n/N")
                        .textValue())
                .isEqualTo("2000");
    }
}
