package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTest {

    private static final String KEY = "{'id':{'S':'a'},'part':{'N':'1'}}";

    private final InMemory db = new InMemory();

    @Test
    void recordsEveryChangeInOrder() {
        db.putPart("a", 1);
        setColor("red");
        db.call("DeleteItem", "{'TableName':'parts','Key':" + KEY + "}");

        List<JsonNode> records = records("parts");

        assertThat(records)
                .extracting(record -> record.get("eventName").textValue())
                .containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(records)
                .extracting(record -> record.at("/dynamodb/SequenceNumber").textValue())
                .isSorted()
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).matches("[0-9]{21,40}"));
        assertThat(records.get(0).get("dynamodb").has("OldImage")).isFalse();
        assertThat(records.get(1).at("/dynamodb/OldImage").has("color")).isFalse();
        assertThat(records.get(1).at("/dynamodb/NewImage/color/S").textValue()).isEqualTo("red");
        assertThat(records.get(2).get("dynamodb").has("NewImage")).isFalse();
        assertThat(records).allSatisfy(record -> {
            assertThat(record.at("/dynamodb/Keys")).hasSize(2);
            assertThat(record.get("awsRegion").textValue()).isEqualTo("us-east-1");
            assertThat(record.get("eventSource").textValue()).isEqualTo("aws:dynamodb");
            assertThat(record.has("userIdentity")).isFalse();
        });
    }

    @Test
    void recordsNothingForAWriteThatChangesNothing() {
        db.putPart("a", 1);
        db.putPart("a", 1);
        db.call("DeleteItem", "{'TableName':'parts','Key':{'id':{'S':'other'},'part':{'N':'1'}}}");

        assertThat(records("parts")).hasSize(1);
    }

    @Test
    void recordsNothingForACanceledTransaction() {
        db.refused("TransactWriteItems", """
                {'TransactItems':[{'Put':{'TableName':'parts','Item':{'id':{'S':'a'},'part':{'N':'1'}}}},
                                  {'Put':{'TableName':'things','Item':{'id':{'S':'a'}},
                                          'ConditionExpression':'attribute_exists(id)'}}]}""");

        assertThat(records("parts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYS_ONLY, false, false",
        "NEW_IMAGE, false, true",
        "OLD_IMAGE, true, false",
        "NEW_AND_OLD_IMAGES, true, true"
    })
    void showsThePartsThatTheViewTypeSelects(String viewType, boolean old, boolean fresh) {
        db.call("CreateTable", """
                {'TableName':'seen','BillingMode':'PAY_PER_REQUEST',
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
                 'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'%s'}}""".formatted(viewType));
        db.call("PutItem", "{'TableName':'seen','Item':{'id':{'S':'a'},'v':{'N':'1'}}}");
        db.call("PutItem", "{'TableName':'seen','Item':{'id':{'S':'a'},'v':{'N':'2'}}}");

        JsonNode modified = records("seen").get(1).get("dynamodb");

        assertThat(modified.get("StreamViewType").textValue()).isEqualTo(viewType);
        assertThat(modified.has("OldImage")).isEqualTo(old);
        assertThat(modified.has("NewImage")).isEqualTo(fresh);
    }

    @Test
    void startsAtThePositionOfTheIterator() {
        db.putPart("a", 1);
        db.putPart("a", 2);
        String first = records("parts").get(0).at("/dynamodb/SequenceNumber").textValue();
        String latest = iterator("parts", "'ShardIteratorType':'LATEST'");
        db.putPart("a", 3);

        assertThat(read(latest)).containsExactly("3");
        assertThat(read(iterator("parts", "'ShardIteratorType':'AT_SEQUENCE_NUMBER','SequenceNumber':'" + first + "'")))
                .containsExactly("1", "2", "3");
        assertThat(read(iterator(
                        "parts", "'ShardIteratorType':'AFTER_SEQUENCE_NUMBER','SequenceNumber':'" + first + "'")))
                .containsExactly("2", "3");
    }

    @Test
    void readsOnPageByPage() {
        db.putPart("a", 1);
        db.putPart("a", 2);

        ObjectNode first = db.call(
                "GetRecords",
                "{'Limit':1,'ShardIterator':'" + iterator("parts", "'ShardIteratorType':'TRIM_HORIZON'") + "'}");
        db.putPart("a", 3);

        assertThat(first.get("Records")).hasSize(1);
        assertThat(read(first.get("NextShardIterator").textValue())).containsExactly("2", "3");
    }

    @Test
    void anIteratorExpiresAfter15Minutes() {
        String iterator = iterator("parts", "'ShardIteratorType':'TRIM_HORIZON'");
        db.clock().advance(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(type(db.refused("GetRecords", "{'ShardIterator':'" + iterator + "'}")))
                .isEqualTo("ExpiredIteratorException");
    }

    @Test
    void recordsAreKeptFor24Hours() {
        db.putPart("a", 1);
        String first = records("parts").get(0).at("/dynamodb/SequenceNumber").textValue();
        db.clock().advance(Duration.ofHours(24).plusSeconds(1));
        db.putPart("a", 2);

        assertThat(read(iterator("parts", "'ShardIteratorType':'TRIM_HORIZON'")))
                .containsExactly("2");
        assertThat(type(db.refused(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn("parts") + "','ShardId':'" + shard("parts")
                                + "','ShardIteratorType':'AT_SEQUENCE_NUMBER','SequenceNumber':'" + first + "'}")))
                .isEqualTo("TrimmedDataAccessException");
    }

    @Test
    void theStreamOfADeletedTableCanBeReadToItsEndForADay() {
        db.putPart("a", 1);
        String arn = arn("parts");
        String shard = shard("parts");
        db.call("DeleteTable", "{'TableName':'parts'}");

        JsonNode description =
                db.call("DescribeStream", "{'StreamArn':'" + arn + "'}").get("StreamDescription");
        String iterator = db.call(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'TRIM_HORIZON'}")
                .get("ShardIterator")
                .textValue();
        ObjectNode read = db.call("GetRecords", "{'ShardIterator':'" + iterator + "'}");

        assertThat(description.get("StreamStatus").textValue()).isEqualTo("DISABLED");
        assertThat(description.at("/Shards/0/SequenceNumberRange").has("EndingSequenceNumber"))
                .isTrue();
        assertThat(read.get("Records")).hasSize(1);
        assertThat(read.has("NextShardIterator")).isFalse();

        db.clock().advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(type(db.refused("DescribeStream", "{'StreamArn':'" + arn + "'}")))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void listsTheStreamsOfAllTablesOrOfOne() {
        assertThat(db.call("ListStreams", "{}").get("Streams")).hasSize(1);
        assertThat(db.call("ListStreams", "{'TableName':'parts'}")
                        .at("/Streams/0/TableName")
                        .textValue())
                .isEqualTo("parts");
        assertThat(db.call("ListStreams", "{'TableName':'things'}").get("Streams"))
                .isEmpty();
    }

    private void setColor(String color) {
        db.call(
                "UpdateItem",
                "{'TableName':'parts','Key':" + KEY + ",'UpdateExpression':'SET color = :c',"
                        + "'ExpressionAttributeValues':{':c':{'S':'" + color + "'}}}");
    }

    private static String type(ServiceException e) {
        return e.type().name();
    }

    private List<String> read(String iterator) {
        List<String> parts = new ArrayList<>();
        db.call("GetRecords", "{'ShardIterator':'" + iterator + "'}")
                .get("Records")
                .forEach(record -> parts.add(record.at("/dynamodb/Keys/part/N").textValue()));
        return parts;
    }

    private List<JsonNode> records(String table) {
        List<JsonNode> records = new ArrayList<>();
        db.call("GetRecords", "{'ShardIterator':'" + iterator(table, "'ShardIteratorType':'TRIM_HORIZON'") + "'}")
                .get("Records")
                .forEach(records::add);
        return records;
    }

    private String iterator(String table, String where) {
        return db.call(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn(table) + "','ShardId':'" + shard(table) + "'," + where + "}")
                .get("ShardIterator")
                .textValue();
    }

    private String arn(String table) {
        return db.call("DescribeTable", "{'TableName':'" + table + "'}")
                .at("/Table/LatestStreamArn")
                .textValue();
    }

    private String shard(String table) {
        return db.call("DescribeStream", "{'StreamArn':'" + arn(table) + "'}")
                .at("/StreamDescription/Shards/0/ShardId")
                .textValue();
    }
}
