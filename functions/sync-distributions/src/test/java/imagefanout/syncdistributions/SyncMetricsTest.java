package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.Room.EVERYWHERE;
import static imagefanout.syncdistributions.Room.HOME;
import static imagefanout.syncdistributions.Room.PROD;
import static imagefanout.syncdistributions.Room.SANDBOX;
import static imagefanout.syncdistributions.Room.SANDBOXES;
import static imagefanout.syncdistributions.Room.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.testing.CapturedOutput;
import imagefanout.testing.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.InMemoryDistributionConfigurations.PortMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** The metrics as CloudWatch reads them from the function's log. */
final class SyncMetricsTest {
    private static final String EVERYTHING = "everything";

    private final Room room = new Room();
    private final SyncDistributionsHandler handler = new SyncDistributionsHandler(
            deadline -> room.syncDistributions(),
            deadline -> room.seedRegistry(),
            new RunReport(FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "sync-distributions")))));

    @BeforeAll
    static void printsMetricsAsInLambda() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    @Test
    void countsAddedAndRemovedAccounts() {
        room.active(PROD, accounts(1, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));

        assertThat(counts(EVERYTHING)).isEqualTo(counts(3, 1, 0, 0));
        assertThat(counts(EVERYTHING)).isEqualTo(counts(0, 0, 0, 0));
    }

    @Test
    void countsHeldRemovalsAtEveryRunUntilTheyAreApproved() throws IOException {
        room.active(PROD, accounts(3, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));

        assertThat(counts("schedule")).isEqualTo(counts(1, 0, 3, 1));
        assertThat(counts("stream")).isEqualTo(counts(0, 0, 3, 1));
        String digest = answer(text("dry-run")).at("/configurations/0/digest").asText();
        assertThat(printed("{\"approve\":\"" + digest + "\"}")).isEqualTo(counts(0, 3, 0, 0));
    }

    @Test
    void countsConfigurationsByOutcome() {
        room.active(PROD, accounts(1, 6));
        room.active(SANDBOX, accounts(6, 8));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));
        room.configure(SANDBOXES, "sandbox", accounts(4, 7));
        room.configure(Room.arn(HOME, "nobodys"), "nobody", accounts(0, 2));

        assertThat(counts(EVERYTHING)).isEqualTo(counts(4, 1, 2, 2));
    }

    @Test
    void doesNotCountFailedChanges() {
        room.active(PROD, accounts(3, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        room.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        assertThat(counts(EVERYTHING)).isEqualTo(counts(0, 0, 3, 1));
        assertThat(failedCounts("schedule")).isEqualTo(counts(0, 0, 3, 1));
    }

    @Test
    void publishesNothingAboutConfigurationsThatItDidNotSync() {
        room.active(PROD, accounts(3, 6));
        room.configure(EVERYWHERE, "prod", accounts(3, 6));
        room.configure(SANDBOXES, "prod", accounts(0, 5));

        Map<String, Double> one = counts("one-configuration");
        room.registry.failAtPage(1);
        Map<String, Double> none = counts(EVERYTHING);

        // A zero would end the alarm of what the run did not see.
        assertThat(one).isEqualTo(Map.of("AccountsAdded", 0.0, "AccountsRemoved", 0.0));
        assertThat(none).isEqualTo(Map.of("AccountsAdded", 0.0, "AccountsRemoved", 0.0));
    }

    @Test
    void countsNothingInADryRun() {
        room.active(PROD, accounts(3, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));

        assertThat(CapturedOutput.during(() -> answer(text("dry-run")))).noneMatch(line -> line.contains("\"_aws\""));
    }

    private static Map<String, Double> counts(double added, double removed, double held, double outOfSync) {
        return Map.of(
                "AccountsAdded",
                added,
                "AccountsRemoved",
                removed,
                "RemovalsHeld",
                held,
                "ConfigurationsOutOfSync",
                outOfSync);
    }

    private Map<String, Double> counts(String event) {
        return counted(CapturedOutput.during(() -> answer(text(event))));
    }

    private Map<String, Double> printed(String event) {
        return counted(CapturedOutput.during(() -> answer(event)));
    }

    private Map<String, Double> failedCounts(String event) {
        return counted(CapturedOutput.during(
                () -> assertThatThrownBy(() -> answer(text(event))).hasMessageContaining("EventFailedException")));
    }

    /** The counts of the one set of metrics among the lines. */
    private static Map<String, Double> counted(List<String> lines) {
        List<JsonNode> sets = lines.stream()
                .filter(line -> line.contains("\"_aws\""))
                .map(EventJson::object)
                .toList();
        assertThat(sets).hasSize(1);
        JsonNode metrics = sets.get(0);
        assertThat(metrics.path("Service").asText()).isEqualTo("sync-distributions");
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("ImageFanOut");
        Map<String, Double> counts = new TreeMap<>();
        metrics.at("/_aws/CloudWatchMetrics/0/Metrics")
                .findValuesAsText("Name")
                .forEach(name -> counts.put(name, metrics.path(name).doubleValue()));
        return counts;
    }

    private JsonNode answer(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new DirectInvocation("SyncDistributionsFunction", "test", Deadline.none()));
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }

    private static String text(String event) throws IOException {
        return Files.readString(Path.of("../../events/sync-distributions/" + event + ".json"));
    }
}
