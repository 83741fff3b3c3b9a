package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consumed capacity follows the documented rules. The items here have 4 + n bytes: two attribute names, a short key, and n bytes in "d". */
class CapacityTest {

    private static final int OVERHEAD = 4;

    private final InMemory db = new InMemory();

    @ParameterizedTest
    @CsvSource({"1, 1", "1024, 1", "1025, 2", "102400, 100"})
    void aWriteCostsAUnitForEachKilobyteBegun(int bytes, double units) {
        String item = "{'id':{'S':'x'},'d':{'S':'" + "x".repeat(bytes - Math.min(bytes, OVERHEAD)) + "'}}";

        assertThat(units("PutItem", "'Item':" + item)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({"4096, 1, 0.5", "4097, 2, 1", "40960, 10, 5"})
    void aReadCostsAUnitForEachFourKilobytesBegunAndHalfWithoutConsistency(
            int bytes, double consistent, double eventual) {
        db.putThing("x", bytes - OVERHEAD);

        assertThat(units("GetItem", "'Key':{'id':{'S':'x'}},'ConsistentRead':true"))
                .isEqualTo(consistent);
        assertThat(units("GetItem", "'Key':{'id':{'S':'x'}}")).isEqualTo(eventual);
    }

    @Test
    void aMissingItemCostsAsMuchAsTheSmallestItem() {
        assertThat(units("GetItem", "'Key':{'id':{'S':'x'}}")).isEqualTo(0.5);
        assertThat(units("DeleteItem", "'Key':{'id':{'S':'x'}}")).isEqualTo(1);
    }

    @Test
    void aWriteCostsTheLargerOfBeforeAndAfter() {
        db.putThing("x", 5000);

        assertThat(units("PutItem", "'Item':{'id':{'S':'x'}}")).isEqualTo(5);
        db.putThing("x", 5000);
        assertThat(units("UpdateItem", "'Key':{'id':{'S':'x'}},'UpdateExpression':'REMOVE d'"))
                .isEqualTo(5);
        db.putThing("x", 5000);
        assertThat(units("DeleteItem", "'Key':{'id':{'S':'x'}}")).isEqualTo(5);
    }

    @Test
    void aScanCostsWhatItReadsTogetherWhateverTheFilterLeaves() {
        db.putThing("a", 3000);
        db.putThing("b", 3000);
        db.putThing("c", 3000);

        String filter = "'FilterExpression':'attribute_exists(e)','ConsistentRead':true";

        assertThat(units("Scan", filter)).isEqualTo(3);
        assertThat(units("Scan", "'Limit':1,'ConsistentRead':true")).isEqualTo(1);
    }

    @Test
    void aBatchRoundsEachItem() {
        db.putThing("a", 1000);
        db.putThing("b", 5000);

        JsonNode answer = db.call("BatchGetItem", """
                {'RequestItems':{'things':{'Keys':[{'id':{'S':'a'}},{'id':{'S':'b'}}]}},
                 'ReturnConsumedCapacity':'TOTAL'}""");

        assertThat(answer.at("/ConsumedCapacity/0/CapacityUnits").doubleValue()).isEqualTo(0.5 + 1);
    }

    @Test
    void transactionsCostTwiceAndReportTheKindOfUnits() {
        JsonNode written = db.call("TransactWriteItems", """
                {'TransactItems':[{'Put':{'TableName':'things','Item':{'id':{'S':'a'}}}},
                                  {'ConditionCheck':{'TableName':'things','Key':{'id':{'S':'b'}},
                                                     'ConditionExpression':'attribute_not_exists(id)'}}],
                 'ReturnConsumedCapacity':'INDEXES'}""");
        JsonNode read = db.call("TransactGetItems", """
                {'TransactItems':[{'Get':{'TableName':'things','Key':{'id':{'S':'a'}}}}],
                 'ReturnConsumedCapacity':'TOTAL'}""");

        assertThat(written.at("/ConsumedCapacity/0/CapacityUnits").doubleValue())
                .isEqualTo(4);
        assertThat(written.at("/ConsumedCapacity/0/WriteCapacityUnits").doubleValue())
                .isEqualTo(4);
        assertThat(written.at("/ConsumedCapacity/0/Table/WriteCapacityUnits").doubleValue())
                .isEqualTo(4);
        assertThat(read.at("/ConsumedCapacity/0/ReadCapacityUnits").doubleValue())
                .isEqualTo(2);
    }

    @Test
    void aTransactionThatWasDoneAlreadyCostsReads() {
        String request = """
                {'TransactItems':[{'Put':{'TableName':'things','Item':{'id':{'S':'a'}}}}],
                 'ClientRequestToken':'t','ReturnConsumedCapacity':'TOTAL'}""";
        db.call("TransactWriteItems", request);

        JsonNode again = db.call("TransactWriteItems", request);

        assertThat(again.at("/ConsumedCapacity/0/ReadCapacityUnits").doubleValue())
                .isEqualTo(2);
        assertThat(again.at("/ConsumedCapacity/0").has("WriteCapacityUnits")).isFalse();
    }

    @Test
    void reportsCapacityOnlyOnRequest() {
        String item = "{'TableName':'things','Item':{'id':{'S':'a'}}";

        assertThat(db.call("PutItem", item + "}").has("ConsumedCapacity")).isFalse();
        assertThat(db.call("PutItem", item + ",'ReturnConsumedCapacity':'NONE'}")
                        .has("ConsumedCapacity"))
                .isFalse();
        assertThat(db.call("PutItem", item + ",'ReturnConsumedCapacity':'TOTAL'}")
                        .at("/ConsumedCapacity")
                        .has("Table"))
                .isFalse();
        assertThat(db.call("PutItem", item + ",'ReturnConsumedCapacity':'INDEXES'}")
                        .at("/ConsumedCapacity/Table/CapacityUnits")
                        .doubleValue())
                .isEqualTo(1);
    }

    private double units(String operation, String members) {
        return db.call(operation, "{'TableName':'things'," + members + ",'ReturnConsumedCapacity':'TOTAL'}")
                .at("/ConsumedCapacity/CapacityUnits")
                .doubleValue();
    }
}
