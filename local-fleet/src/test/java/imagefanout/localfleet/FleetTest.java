package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

class FleetTest {
    private static final String EVERYWHERE =
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere";

    @Test
    void anUnreadableMessageIsADeadLetterAtTheFirstAttempt() throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()))) {
            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(fleet.lambda()
                                            .resolve("/2015-03-31/functions/ReconcilePipelineFunction/invocations"))
                                    .POST(HttpRequest.BodyPublishers.ofFile(Template.find()
                                            .resolveSibling("events/reconcile-pipeline/sqs-unreadable.json")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(fleet.deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void syncsANewRegistryRow() throws IOException {
        String account = "444444444444";
        Map<String, AttributeValue> row = Map.of(
                "accountId", AttributeValue.fromS(account),
                "status", AttributeValue.fromS("ACTIVE"),
                "groups", AttributeValue.fromSs(List.of("prod")));
        try (Fleet fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()).withSamples());
                DynamoDbClient dynamoDb = fleet.dynamoDbClient();
                ImagebuilderClient imageBuilder = fleet.imageBuilderClient()) {
            dynamoDb.putItem(put -> put.tableName("AccountRegistryTable").item(row));

            await().untilAsserted(() -> assertThat(imageBuilder
                            .getDistributionConfiguration(get -> get.distributionConfigurationArn(EVERYWHERE))
                            .distributionConfiguration()
                            .distributions())
                    .isNotEmpty()
                    .allSatisfy(distribution -> assertThat(
                                    distribution.amiDistributionConfiguration().targetAccountIds())
                            .contains(account)));
        }
    }
}
