package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

class LocalFleetTest {
    private static final String EVERYWHERE =
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere";

    private final StringWriter printed = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "serve, --no-such-option, --no-such-option",
        "serve, --api-port=70000, 70000",
        "serve, --build-seconds=soon, soon",
        "--verbose, --api-port=1, --verbose"
    })
    void rejectsAnInvalidArgumentInOneLine(String first, String second, String named) {
        int status = LocalFleet.run(new PrintWriter(printed), first, second);

        assertThat(status).isEqualTo(2);
        assertThat(printed.toString().lines()).singleElement().asString().contains(named);
    }

    @Test
    void rejectsAPortInUseInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            int status = LocalFleet.run(
                    new PrintWriter(printed),
                    "serve",
                    "--api-port=" + port,
                    "--imagebuilder-port=0",
                    "--dynamodb-port=0",
                    "--organizations-port=0",
                    "--lambda-port=0");

            assertThat(status).isEqualTo(2);
            assertThat(printed.toString().lines()).singleElement().asString().contains(port);
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
