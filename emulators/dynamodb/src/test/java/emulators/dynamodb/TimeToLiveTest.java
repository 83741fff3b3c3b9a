package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {

    private static final long NOW = InMemory.START.getEpochSecond();

    private final InMemory db = new InMemory();

    @BeforeEach
    void enable() {
        db.call("UpdateTimeToLive", specification(true));
    }

    @Test
    void anItemIsGoneOnceItsSecondHasPassed() {
        put(1, "{'N':'" + (NOW + 10) + "'}");

        db.clock().advance(Duration.ofSeconds(10));
        assertThat(count()).isEqualTo(1);
        db.clock().advance(Duration.ofSeconds(1));
        assertThat(count()).isZero();
    }

    @Test
    void theStreamReportsThatTheServiceDeletedTheItem() {
        put(1, "{'N':'" + (NOW + 10) + "'}");
        db.clock().advance(Duration.ofSeconds(11));

        JsonNode removed = lastRecord();

        assertThat(removed.get("eventName").textValue()).isEqualTo("REMOVE");
        assertThat(removed.at("/userIdentity/Type").textValue()).isEqualTo("Service");
        assertThat(removed.at("/userIdentity/PrincipalId").textValue()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(removed.at("/dynamodb/OldImage/part/N").textValue()).isEqualTo("1");
    }

    @Test
    void keepsItemsWithoutATimeInTheLastFiveYears() {
        put(1, "{'S':'" + (NOW - 10) + "'}");
        put(2, "{'N':'" + (NOW - Duration.ofDays(6 * 365).toSeconds()) + "'}");
        put(3, "{'N':'0'}");
        put(4, "{'N':'9e125'}");
        put(5, "{'N':'-1'}");
        db.clock().advance(Duration.ofDays(1));

        assertThat(count()).isEqualTo(5);
    }

    @Test
    void anItemThatGetsAnotherTimeExpiresThen() {
        put(1, "{'N':'" + (NOW + 10) + "'}");
        put(1, "{'N':'" + (NOW + 20) + "'}");
        db.clock().advance(Duration.ofSeconds(11));
        assertThat(count()).isEqualTo(1);
        db.clock().advance(Duration.ofSeconds(10));
        assertThat(count()).isZero();
    }

    @Test
    void existingItemsExpireAndStayAfterDisabling() {
        db.clock().advance(Duration.ofHours(2));
        db.call("UpdateTimeToLive", specification(false));
        put(1, "{'N':'" + (NOW + 10) + "'}");
        assertThat(count()).isEqualTo(1);

        db.clock().advance(Duration.ofHours(2));
        db.call("UpdateTimeToLive", specification(true));

        assertThat(count()).isZero();
    }

    @Test
    void isDescribed() {
        JsonNode parts = db.call("DescribeTimeToLive", "{'TableName':'parts'}").get("TimeToLiveDescription");
        JsonNode things =
                db.call("DescribeTimeToLive", "{'TableName':'things'}").get("TimeToLiveDescription");

        assertThat(parts.get("TimeToLiveStatus").textValue()).isEqualTo("ENABLED");
        assertThat(parts.get("AttributeName").textValue()).isEqualTo("expires");
        assertThat(things.get("TimeToLiveStatus").textValue()).isEqualTo("DISABLED");
    }

    @Test
    void isNotChangedTwiceWithinAnHourNorToWhatItIs() {
        assertThat(db.refused("UpdateTimeToLive", specification(false)))
                .hasMessage("Time to live has been modified multiple times within a fixed interval");
        db.clock().advance(Duration.ofHours(1));
        assertThat(db.refused("UpdateTimeToLive", specification(true))).hasMessage("TimeToLive is already enabled");
    }

    private static String specification(boolean enabled) {
        return "{'TableName':'parts','TimeToLiveSpecification':{'Enabled':" + enabled + ",'AttributeName':'expires'}}";
    }

    private void put(int part, String expires) {
        db.call(
                "PutItem",
                "{'TableName':'parts','Item':{'id':{'S':'a'},'part':{'N':'" + part + "'},'expires':" + expires + "}}");
    }

    private int count() {
        return db.call("Scan", "{'TableName':'parts'}").get("Count").intValue();
    }

    private JsonNode lastRecord() {
        String arn = db.call("DescribeTable", "{'TableName':'parts'}")
                .at("/Table/LatestStreamArn")
                .textValue();
        String shard = db.call("DescribeStream", "{'StreamArn':'" + arn + "'}")
                .at("/StreamDescription/Shards/0/ShardId")
                .textValue();
        String iterator = db.call(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'TRIM_HORIZON'}")
                .get("ShardIterator")
                .textValue();
        JsonNode records =
                db.call("GetRecords", "{'ShardIterator':'" + iterator + "'}").get("Records");
        return records.get(records.size() - 1);
    }
}
