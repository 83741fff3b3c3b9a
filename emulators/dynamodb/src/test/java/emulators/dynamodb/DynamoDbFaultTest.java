package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbFaultTest {

    private static final String PUT = "{'TableName':'things','Item':{'id':{'S':'a'}}}";
    private static final String GET = "{'TableName':'things','Key':{'id':{'S':'a'}}}";

    private EmulatedAccount emulation;

    @BeforeAll
    void start() {
        emulation = new EmulatedAccount();
    }

    @AfterAll
    void stop() {
        emulation.close();
    }

    @AfterEach
    void endFaultsAndDeleteItems() {
        emulation.control("DELETE", "", "");
        EmulatedAccount.body(emulation.send("Scan", "{'TableName':'things'}"))
                .get("Items")
                .forEach(item ->
                        emulation.send("DeleteItem", "{'TableName':'things','Key':{'id':" + item.get("id") + "}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400",
        "ProvisionedThroughputExceededException, 400",
        "RequestLimitExceeded, 400",
        "AccessDeniedException, 400",
        "InternalServerError, 500",
        "ServiceUnavailableException, 503"
    })
    void refusesACallWithoutEffect(String error, int status) {
        emulation.fault("{'kind':'CALL_REFUSED','operation':'PutItem','error':'" + error + "','nth':1}");

        HttpResponse<String> refused = emulation.send("PutItem", PUT);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(EmulatedAccount.body(refused).get("__type").textValue()).endsWith("#" + error);
        assertThat(EmulatedAccount.body(emulation.send("GetItem", GET)).has("Item"))
                .isFalse();
        assertThat(emulation.send("PutItem", PUT).statusCode()).isEqualTo(200);
    }

    @Test
    void losesAnAnswerAfterItsEffect() {
        emulation.fault("{'kind':'ANSWER_LOST','operation':'PutItem'}");

        assertThatThrownBy(() -> emulation.send("PutItem", PUT)).isInstanceOf(UncheckedIOException.class);

        assertThat(EmulatedAccount.body(emulation.send("GetItem", GET)).has("Item"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void leavesPartOfABatchOfWritesUndone(int processed) {
        emulation.fault("{'kind':'UNPROCESSED','processed':" + processed + "}");
        String writes = IntStream.range(0, 3)
                .mapToObj(i -> "{'PutRequest':{'Item':{'id':{'S':'" + i + "'}}}}")
                .collect(Collectors.joining(","));

        JsonNode answer =
                EmulatedAccount.body(emulation.send("BatchWriteItem", "{'RequestItems':{'things':[" + writes + "]}}"));

        assertThat(answer.at("/UnprocessedItems/things")).hasSize(3 - processed);
        assertThat(count()).isEqualTo(processed);
    }

    @Test
    void returnsUnprocessedReadsWithAllTheirMembers() {
        emulation.send("PutItem", PUT);
        emulation.fault("{'kind':'UNPROCESSED','operation':'BatchGetItem','processed':1,'nth':1}");

        JsonNode answer = EmulatedAccount.body(emulation.send("BatchGetItem", """
                {'RequestItems':{'things':{'Keys':[{'id':{'S':'a'}},{'id':{'S':'b'}}],'ConsistentRead':true,
                 'ProjectionExpression':'#i','ExpressionAttributeNames':{'#i':'id'}}}}"""));

        assertThat(answer.at("/Responses/things")).hasSize(1);
        assertThat(answer.at("/UnprocessedKeys/things")).isEqualTo(InMemory.json("""
                                {'Keys':[{'id':{'S':'b'}}],'ConsistentRead':true,'ProjectionExpression':'#i',
                                 'ExpressionAttributeNames':{'#i':'id'}}"""));
    }

    @Test
    void cutsPagesAnywhereAndLosesNothing() {
        IntStream.range(0, 5)
                .forEach(i -> emulation.send("PutItem", "{'TableName':'things','Item':{'id':{'S':'" + i + "'}}}"));
        emulation.fault("{'kind':'PAGE_CUT','operation':'Scan','items':2}");

        JsonNode first = EmulatedAccount.body(emulation.send("Scan", "{'TableName':'things'}"));
        emulation.control("DELETE", "", "");
        JsonNode rest = EmulatedAccount.body(emulation.send(
                "Scan", "{'TableName':'things','ExclusiveStartKey':" + first.get("LastEvaluatedKey") + "}"));

        assertThat(first.get("Count").intValue()).isEqualTo(2);
        assertThat(rest.get("Count").intValue()).isEqualTo(3);
        assertThat(rest.has("LastEvaluatedKey")).isFalse();
    }

    @Test
    void throttlesAKeyThatWritesTooMuchInASecondAndNoOther() {
        emulation.fault("{'kind':'KEY_LIMITS'}");
        String large = "'d':{'S':'" + "x".repeat(380 * 1024) + "'}}}";
        String put = "{'TableName':'things','Item':{'id':{'S':'%s'}," + large;
        emulation.send("PutItem", put.formatted("a"));
        emulation.send("PutItem", put.formatted("a"));

        HttpResponse<String> third = emulation.send("PutItem", put.formatted("a"));

        assertThat(third.statusCode()).isEqualTo(400);
        assertThat(EmulatedAccount.body(third).at("/ThrottlingReasons/0/reason").textValue())
                .isEqualTo("TableWriteKeyRangeThroughputExceeded");
        assertThat(emulation.send("PutItem", put.formatted("b")).statusCode()).isEqualTo(200);
        emulation.clock().advance(Duration.ofSeconds(1));
        assertThat(emulation.send("PutItem", put.formatted("a")).statusCode()).isEqualTo(200);
    }

    @Test
    void leavesTheWritesOfAThrottledKeyUnprocessed() {
        emulation.fault("{'kind':'KEY_LIMITS'}");
        emulation.send(
                "PutItem", "{'TableName':'things','Item':{'id':{'S':'a'},'d':{'S':'" + "x".repeat(390 * 1024) + "'}}}");
        for (int i = 0; i < 3; i++) {
            emulation.send("UpdateItem", """
                    {'TableName':'things','Key':{'id':{'S':'a'}},'UpdateExpression':'SET n = :n',
                     'ExpressionAttributeValues':{':n':{'N':'%s'}}}""".formatted(i));
        }

        JsonNode answer = EmulatedAccount.body(emulation.send("BatchWriteItem", """
                {'RequestItems':{'things':[{'DeleteRequest':{'Key':{'id':{'S':'a'}}}},
                                           {'PutRequest':{'Item':{'id':{'S':'b'}}}}]}}"""));

        assertThat(answer.at("/UnprocessedItems/things/0/DeleteRequest/Key/id/S")
                        .textValue())
                .isEqualTo("a");
        emulation.clock().advance(Duration.ofSeconds(1));
    }

    @Test
    void refusesFaultsThatItDoesNotKnow() {
        for (String fault : new String[] {
            "{'kind':'EARTHQUAKE'}",
            "{'kind':'UNPROCESSED'}",
            "{'kind':'PAGE_CUT','items':0}",
            "{'kind':'PAGE_CUT','operation':'PutItem','items':1}",
            "{'kind':'CALL_REFUSED','error':'NoSuchException'}"
        }) {
            assertThat(emulation
                            .control("POST", "", InMemory.json(fault).toString())
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private int count() {
        return EmulatedAccount.body(emulation.send("Scan", "{'TableName':'things'}"))
                .get("Count")
                .intValue();
    }
}
