package imagefanout.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A removal on hold, from the plan to its end. */
class ApproveCommandsTest {
    private static CommandRun run(Fleet fleet, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--url", fleet.api().toString()));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static void register(DynamoDbClient registry, String account, String status) {
        registry.putItem(put -> put.tableName("AccountRegistryTable")
                .item(Map.of(
                        "accountId", AttributeValue.fromS(account),
                        "name", AttributeValue.fromS("team-" + account.charAt(0)),
                        "status", AttributeValue.fromS(status),
                        "groups", AttributeValue.fromSs(List.of("prod")))));
    }

    @Test
    void plansApprovesAndAppliesARemoval() throws IOException {
        try (Fleet fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()).withSamples());
                DynamoDbClient registry = fleet.dynamoDbClient()) {
            register(registry, "333333333333", "ACTIVE");
            register(registry, "444444444444", "ACTIVE");
            await().until(() -> run(fleet, "sync", "plan").out().contains("everywhere is IN_SYNC"));
            register(registry, "333333333333", "SUSPENDED");
            register(registry, "444444444444", "SUSPENDED");
            await().until(() -> run(fleet, "sync", "status").out().contains("sync approve"));

            CommandRun plan = run(fleet, "sync", "plan");
            String digest = run(fleet, "sync", "plan", "--output", "json")
                    .json()
                    .at("/configurations/0/digest")
                    .asText();
            CommandRun approved = run(fleet, "sync", "approve", digest, "--reason", "the teams moved");

            assertThat(plan.status()).isEqualTo(1);
            assertThat(plan.out())
                    .contains("everywhere is HELD", "team-3", "on hold", "Plan: 0 to add, 0 to remove, 2 on hold")
                    .contains("image-fanout sync approve " + digest);
            assertThat(approved.err()).isEmpty();
            assertThat(approved.status()).isZero();
            await().untilAsserted(() -> assertThat(run(fleet, "sync", "status").out())
                    .contains("IN_SYNC")
                    .doesNotContain("sync approve"));
        }
    }
}
