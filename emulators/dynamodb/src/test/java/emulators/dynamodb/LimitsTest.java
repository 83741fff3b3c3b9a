package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final int MAX_ITEM = 400 * 1024;
    private static final int OVERHEAD = 4;

    private final InMemory db = new InMemory();

    @Test
    void anItemHasUpTo400KilobytesToTheByte() {
        db.putThing("x", MAX_ITEM - OVERHEAD);

        assertThat(db.refused("PutItem", put("x", MAX_ITEM - OVERHEAD + 1)))
                .hasMessage("Item size has exceeded the maximum allowed size");
        assertThat(db.refused("UpdateItem", """
                        {'TableName':'things','Key':{'id':{'S':'x'}},'UpdateExpression':'SET e = :e',
                         'ExpressionAttributeValues':{':e':{'S':''}}}"""))
                .hasMessage("Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void aPageEndsBeforeOneMegabyteIsExceeded() {
        IntStream.range(0, 4).forEach(i -> db.putThing("x" + i, 300 * 1024));

        ObjectNode first = db.call("Scan", "{'TableName':'things'}");
        ObjectNode second =
                db.call("Scan", "{'TableName':'things','ExclusiveStartKey':" + first.get("LastEvaluatedKey") + "}");

        assertThat(first.get("Count").intValue()).isEqualTo(3);
        assertThat(second.get("Count").intValue()).isEqualTo(1);
        assertThat(second.has("LastEvaluatedKey")).isFalse();
    }

    @Test
    void aPageThatEndsAtItsLimitNamesItsLastKeyEvenIfNothingFollows() {
        db.putThing("x", 1);

        assertThat(db.call("Scan", "{'TableName':'things','Limit':1}").has("LastEvaluatedKey"))
                .isTrue();
        assertThat(db.call("Scan", "{'TableName':'things','Limit':2}").has("LastEvaluatedKey"))
                .isFalse();
    }

    @Test
    void aPartitionKeyHasUpTo2048BytesAndASortKeyUpTo1024() {
        db.putThing("x".repeat(2048), 1);

        assertThat(db.refused("PutItem", put("x".repeat(2049), 1)))
                .hasMessageContaining("Size of hashkey has exceeded the maximum size limit");
        assertThat(db.refused("PutItem", put("", 1)))
                .hasMessage("One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                        + "contain an empty string value. Key: id");
    }

    @Test
    void aBatchHasUpTo100ReadsAnd25Writes() {
        assertThat(db.call("BatchGetItem", batchGet(100)).at("/Responses/things"))
                .isEmpty();
        assertThat(db.refused("BatchGetItem", batchGet(101))).hasMessageContaining("less than or equal to 100");
        assertThat(db.call("BatchWriteItem", batchWrite(25)).get("UnprocessedItems"))
                .isEmpty();
        assertThat(db.refused("BatchWriteItem", batchWrite(26))).hasMessageContaining("less than or equal to 25");
    }

    @Test
    void aBatchOfReadsAnswersUpTo16Megabytes() {
        IntStream.range(0, 45).forEach(i -> db.putThing("x" + i, 390 * 1024));

        ObjectNode answer = db.call("BatchGetItem", batchGet(45));

        assertThat(answer.at("/Responses/things")).hasSize(42);
        assertThat(answer.at("/UnprocessedKeys/things/Keys")).hasSize(3);
    }

    @Test
    void aTransactionHasUpTo100ActionsAndFourMegabytes() {
        db.call("TransactWriteItems", transaction(100, 1));

        assertThat(db.refused("TransactWriteItems", transaction(101, 1)))
                .hasMessageContaining("less than or equal to 100");
        db.call("TransactWriteItems", transaction(10, 400 * 1024));
        assertThat(db.refused("TransactWriteItems", transaction(11, 400 * 1024)))
                .extracting(e -> e.type().name())
                .isEqualTo("ValidationException");
    }

    private static String put(String id, int bytes) {
        return "{'TableName':'things','Item':{'id':{'S':'" + id + "'},'d':{'S':'" + "x".repeat(bytes) + "'}}}";
    }

    private static String batchGet(int keys) {
        return "{'RequestItems':{'things':{'Keys':[" + list(keys, i -> "{'id':{'S':'x" + i + "'}}") + "]}}}";
    }

    private static String batchWrite(int writes) {
        return "{'RequestItems':{'things':[" + list(writes, i -> "{'PutRequest':{'Item':{'id':{'S':'w" + i + "'}}}}")
                + "]}}";
    }

    private static String transaction(int actions, int bytes) {
        return "{'TransactItems':["
                + list(
                        actions,
                        i -> "{'Put':{'TableName':'things','Item':{'id':{'S':'t" + i + "'},'d':{'S':'"
                                + "x".repeat(Math.max(0, bytes - 10)) + "'}}}}")
                + "]}";
    }

    private static String list(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }
}
