package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOX;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.testing.CapturedOutput;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** The metrics that CloudWatch reads from the function's log. */
final class SyncMetricsTest {
    private static final String EVERYTHING = "everything";

    private final InMemorySync fixture = new InMemorySync();
    private final SyncDistributionsHandler handler = new SyncDistributionsHandler(
            deadline -> fixture.syncDistributions(),
            deadline -> fixture.seedRegistry(),
            new RunReport(FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "sync-distributions")))),
            Clock.systemUTC());

    @BeforeAll
    static void printsMetricsAsInLambda() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    @Test
    void countsAddedAndRemovedAccounts() {
        fixture.active(PROD, accounts(1, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        assertThat(counts(EVERYTHING)).isEqualTo(counts(3, 1, 0, 0));
        assertThat(counts(EVERYTHING)).isEqualTo(counts(0, 0, 0, 0));
    }

    @Test
    void countsHeldRemovalsAtEveryRunUntilTheyAreApproved() throws IOException {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));

        assertThat(counts("schedule")).isEqualTo(counts(1, 0, 3, 1));
        assertThat(counts("stream")).isEqualTo(counts(0, 0, 3, 1));
        String digest = answer(text("dry-run")).at("/configurations/0/digest").asText();
        assertThat(printed("{\"approve\":\"" + digest + "\",\"by\":\"jane\",\"reason\":\"they moved\"}"))
                .isEqualTo(counts(0, 3, 0, 0));
    }

    @Test
    void countsHeldAdditions() {
        fixture.active(PROD, accounts(0, 9));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        assertThat(counts("schedule")).containsEntry("AdditionsHeld", 6.0).containsEntry("AccountsAdded", 0.0);
        assertThat(counts("one-configuration")).containsEntry("AdditionsHeld", 6.0);
    }

    @Test
    void countsEachAccountThatTheRegistryNeverHadOnce() {
        counts(EVERYTHING);
        fixture.active(PROD, accounts(0, 2));

        assertThat(counts(EVERYTHING)).containsEntry("AccountsFirstSeen", 2.0);
        assertThat(counts(EVERYTHING)).containsEntry("AccountsFirstSeen", 0.0);
    }

    @Test
    void countsConfigurationsByOutcome() {
        fixture.active(PROD, accounts(1, 6));
        fixture.active(SANDBOX, accounts(6, 8));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.configure(SANDBOXES, "sandbox", accounts(4, 7));
        fixture.put(account(9), AccountStatus.SUSPENDED, new Group("nobody"));
        fixture.configure(InMemorySync.arn(HOME, "nobodys"), "nobody", accounts(0, 2));
        fixture.configure(InMemorySync.arn(HOME, "new"), "not-seeded-yet", accounts(0, 2));

        assertThat(counts(EVERYTHING)).isEqualTo(counts(4, 1, 2, 2));
    }

    @Test
    void doesNotCountFailedChanges() {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        assertThat(counts(EVERYTHING)).isEqualTo(counts(0, 0, 3, 1));
        assertThat(failedCounts("schedule")).isEqualTo(counts(0, 0, 3, 1));
    }

    @Test
    void publishesNothingAboutConfigurationsThatItDidNotSync() {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(3, 6));
        fixture.configure(SANDBOXES, "prod", accounts(0, 5));

        Map<String, Double> one = counts("one-configuration");
        fixture.registry.failAtPage(1);
        Map<String, Double> none = counts(EVERYTHING);

        // A zero would clear alarms about configurations that this run did not sync.
        assertThat(one).isEqualTo(Map.of("AccountsAdded", 0.0, "AccountsRemoved", 0.0, "AccountsFirstSeen", 0.0));
        assertThat(none).isEqualTo(Map.of("AccountsAdded", 0.0, "AccountsRemoved", 0.0, "AccountsFirstSeen", 0.0));
    }

    @Test
    void countsNothingInADryRun() {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));

        assertThat(CapturedOutput.during(() -> answer(text("dry-run")))).noneMatch(line -> line.contains("\"_aws\""));
    }

    private static Map<String, Double> counts(double added, double removed, double held, double outOfSync) {
        return Map.of(
                "AccountsAdded",
                added,
                "AccountsRemoved",
                removed,
                "AccountsFirstSeen",
                0.0,
                "RemovalsHeld",
                held,
                "AdditionsHeld",
                0.0,
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

    /** The counts of the only set of metrics in the log. */
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
