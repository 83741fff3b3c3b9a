package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.wire.protocol.ServiceException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The items have 390 KB, which costs 98 read units or 390 write units. */
class KeyLimitsTest {

    private static final int LARGE = 390 * 1024 - 10;
    private static final String READ = "{'TableName':'things','Key':{'id':{'S':'a'}},'ConsistentRead':true}";

    private final InMemory db = new InMemory();

    @BeforeEach
    void putAndLimit() {
        db.putThing("a", LARGE);
        db.dynamoDb().limitKeys(true);
    }

    @Test
    void aKeyReadsUpTo3000UnitsInASecond() {
        IntStream.range(0, 30).forEach(i -> db.call("GetItem", READ));

        ServiceException throttled = db.refused("GetItem", READ);

        assertThat(throttled.type().name()).isEqualTo("ThrottlingException");
        assertThat(throttled.members().at("/ThrottlingReasons/0/reason").textValue())
                .isEqualTo("TableReadKeyRangeThroughputExceeded");
        db.clock().advance(Duration.ofSeconds(1));
        assertThat(db.call("GetItem", READ).has("Item")).isTrue();
    }

    @Test
    void aTableWithProvisionedCapacityIsThrottledByThatName() {
        String put =
                "{'TableName':'parts','Item':{'id':{'S':'a'},'part':{'N':'1'},'d':{'S':'" + "x".repeat(LARGE) + "'}}}";
        db.call("PutItem", put);
        db.call("PutItem", put);

        assertThat(db.refused("PutItem", put).type().name()).isEqualTo("ProvisionedThroughputExceededException");
    }

    @Test
    void aThrottledActionCancelsItsTransaction() {
        String delete = "{'TransactItems':[{'Delete':{'TableName':'things','Key':{'id':{'S':'b'}}}},"
                + "{'Update':{'TableName':'things','Key':{'id':{'S':'a'}},'UpdateExpression':'SET n = :n',"
                + "'ExpressionAttributeValues':{':n':{'N':'%d'}}}}]}";
        db.call("TransactWriteItems", delete.formatted(1));

        assertThat(db.refused("TransactWriteItems", delete.formatted(2)))
                .hasMessageContaining("[None, ThrottlingError]");
    }

    @Test
    void aCopyCountsOnItsOwn() {
        IntStream.range(0, 30).forEach(i -> db.call("GetItem", READ));
        DynamoDb copy = db.dynamoDb().copy();
        db.clock().advance(Duration.ofSeconds(1));

        copy.call("GetItem", InMemory.json(READ));

        assertThat(copy.limitsKeys()).isTrue();
        assertThat(db.call("GetItem", READ).has("Item")).isTrue();
    }
}
