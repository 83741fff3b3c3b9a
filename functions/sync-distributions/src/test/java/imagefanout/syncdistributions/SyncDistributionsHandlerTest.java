package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.MissingVariableException;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncDistributionsHandlerTest {
    private final InMemorySync fixture = new InMemorySync();
    private final SyncDistributionsHandler handler = new SyncDistributionsHandler(
            deadline -> fixture.syncDistributions(),
            deadline -> fixture.seedRegistry(),
            new RunReport(FleetMetrics.from(Environment.of(
                    Map.of("POWERTOOLS_SERVICE_NAME", "sync-distributions", "POWERTOOLS_METRICS_DISABLED", "true")))),
            Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"everything", "stream", "schedule", "one-configuration"})
    void syncs(String event) throws IOException {
        outOfSync();

        JsonNode answer = handle(event);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("APPLIED");
        assertThat(answer.at("/configurations/0/applied/0/added/0").textValue())
                .isEqualTo(account(3).value());
    }

    @Test
    void showsThePlanInADryRun() throws IOException {
        outOfSync();

        JsonNode answer = handle("dry-run");

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(answer.path("dryRun").booleanValue()).isTrue();
        assertThat(answer.at("/configurations/0/plan/0").toString())
                .isEqualTo("{\"region\":\"us-east-1\",\"add\":[\"500000000003\"],\"remove\":[\"500000000000\"],"
                        + "\"held\":[],\"heldAdditions\":[],\"staleReferences\":[],\"ssmParameters\":[]}");
    }

    @Test
    void staysBelowLambdasSizeLimitForAnyReport() throws IOException {
        fixture.active(PROD, accounts(0, 1500));
        Map<Region, SortedSet<AccountId>> everywhere = new HashMap<>();
        for (int region = 1; region <= 20; region++) {
            everywhere.put(new Region("us-east-" + region), accounts(0, 1));
        }
        for (int number = 1; number <= 16; number++) {
            fixture.configure(
                    InMemorySync.arn(HOME, "everywhere-" + number), Optional.of("prod"), everywhere, List.of());
        }

        JsonNode answer = handle("dry-run");

        assertThat(EventJson.bytes(answer)).hasSizeLessThan(6_000_000);
        assertThat(answer.path("listsCutAt").intValue()).isEqualTo(100);
        assertThat(answer.path("configurations")).hasSize(16);
        assertThat(answer.at("/configurations/15/plan")).hasSize(20);
        assertThat(answer.at("/configurations/15/plan/19/add")).hasSize(100);
        assertThat(answer.at("/configurations/15/plan/19/addCount").intValue()).isEqualTo(1499);
        assertThat(answer.at("/configurations/15/plan/19").has("removeCount")).isFalse();
    }

    @Test
    void approvesByTheDigestOfAnEarlierAnswer() throws IOException {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        JsonNode held = handle("everything");

        JsonNode answer = answer(
                "{\"approve\":" + held.at("/configurations/0/digest") + ",\"by\":\"jane\",\"reason\":\"they moved\"}");

        assertThat(held.at("/configurations/0/outcome").textValue()).isEqualTo("HELD");
        assertThat(held.at("/configurations/0/plan/0/held")).hasSize(2);
        assertThat(answer.at("/approval/matched").booleanValue()).isTrue();
        assertThat(answer.at("/approval/by").textValue()).isEqualTo("claimed: jane");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 4));
    }

    @Test
    void failsWhenAnApprovalMatchesNothingAndNamesWhatIsOnHold() {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));

        assertThatThrownBy(() -> handle("bad-approval-of-nothing"))
                .hasMessageContaining("no plan has the digest 0123456789abcdef0123456789abcdef")
                .hasMessageContaining("on hold now: everywhere, digest ");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
    }

    @Test
    void recordsWhichAccountsChangedInTheStream() throws IOException {
        outOfSync();

        handle("stream");

        assertThat(lastChange().trigger())
                .isEqualTo(new SyncTrigger(SyncTrigger.Kind.STREAM, "111111111111 444444444444"));
    }

    @Test
    void usesAnApprovalThatArrivesThroughTheStreamOnce() throws IOException {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        Approval approval =
                approve(handle("everything").at("/configurations/0/digest").textValue());

        JsonNode applied = handle("approval");
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        JsonNode again = handle("approval");

        assertThat(applied.at("/configurations/0/outcome").textValue()).isEqualTo("APPLIED");
        assertThat(lastChange().approval()).contains(approval);
        assertThat(lastChange().trigger())
                .isEqualTo(new SyncTrigger(SyncTrigger.Kind.STREAM, "APPROVAL#" + EVERYWHERE));
        assertThat(again.at("/configurations/0/outcome").textValue()).isEqualTo("HELD");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
    }

    @Test
    void anApprovalThatArrivesLateChangesNothingAndIsInTheHistory() throws IOException {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        Approval approval =
                approve(handle("everything").at("/configurations/0/digest").textValue());
        fixture.now = fixture.now.plus(Approval.VALID);

        JsonNode answer = handle("approval");

        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("HELD");
        assertThat(lastChange().outcome()).isEqualTo(ChangeOutcome.APPROVAL_ENDED);
        assertThat(lastChange().approval()).contains(approval);
    }

    @Test
    void anApprovalOfAnotherPlanChangesNothingAndIsInTheHistory() throws IOException {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        handle("everything");
        Approval approval = approve("0123456789abcdef0123456789abcdef");

        JsonNode answer = handle("approval");

        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("HELD");
        assertThat(lastChange().outcome()).isEqualTo(ChangeOutcome.APPROVAL_ENDED);
        assertThat(lastChange().approval()).contains(approval);
    }

    private Approval approve(String digest) {
        Approval approval =
                new Approval(new Digest(digest), "arn:aws:iam::123456789012:user/operator", "they moved", fixture.now);
        fixture.ledger.approve(EVERYWHERE, approval);
        return approval;
    }

    private Change lastChange() {
        return fixture.ledger.changes(EVERYWHERE, Optional.empty(), 1).items().get(0);
    }

    @Test
    void seedsTheRegistry() throws IOException {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));

        JsonNode planned = handle("seed-registry-dry-run");
        boolean emptyStill = RegistrySnapshot.read(fixture.registry).accounts().isEmpty();
        JsonNode answer = handle("seed-registry");

        assertThat(planned.path("accounts")).hasSize(2);
        assertThat(emptyStill).isTrue();
        assertThat(answer.at("/accounts/0").toString())
                .isEqualTo("{\"accountId\":\"500000000000\",\"outcome\":\"ADDED\",\"groups\":[\"prod\"]}");
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "schedule"})
    void syncsEverythingElseAndThenFailsAnAutomaticRun(String event) {
        outOfSync();
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text("12345"), "groups", new WrittenValue.Texts(List.of("other"))));

        assertThatThrownBy(() -> handle(event))
                .isInstanceOf(EventFailedException.class)
                .hasMessageContaining("12345");

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.ledger.states().get(0).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void shortensThousandsOfBadRowsToTheSizeOfADeadLetter() {
        for (int i = 0; i < 3000; i++) {
            fixture.registry.write(Map.of(
                    "accountId", new WrittenValue.Text(account(i).value()), "status", new WrittenValue.Other("null")));
        }

        assertThatThrownBy(() -> handle("schedule"))
                .hasMessageContaining(account(0).value())
                .hasMessageContaining("more characters")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(100_100));
    }

    @Test
    void keepsTheCausesOfAFailedRun() {
        outOfSync();
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        assertThatThrownBy(() -> handle("schedule"))
                .hasMessageContaining("EventFailedException: everywhere: REPLACE failed")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void failsAManualRunOfAnUnknownConfigurationAndNamesIt(String dryRun) {
        fixture.configure(
                InMemorySync.arn(HOME, "untagged"), Optional.empty(), Map.of(HOME, accounts(0, 1)), List.of());
        for (String name : List.of("unknown", "untagged")) {
            String arn = InMemorySync.arn(HOME, name).toString();

            assertThatThrownBy(() ->
                            answer("{\"distributionConfigurationArn\":\"" + arn + "\",\"dryRun\":" + dryRun + "}"))
                    .isInstanceOf(EventFailedException.class)
                    .hasMessageContaining(arn);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "schedule"})
    void doesNotFailWhileAConfigurationWaitsForItsSeed(String event) throws IOException {
        fixture.configure(EVERYWHERE, "golden", accounts(0, 3));

        JsonNode answer = handle(event);

        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("WAITING_FOR_SEED");
        assertThat(answer.at("/configurations/0/plan")).isEmpty();
    }

    @Test
    void returnsThePlanWithItsFailuresToAManualRun() throws IOException {
        outOfSync();
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        JsonNode answer = handle("everything");

        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("FAILED");
        assertThat(answer.at("/configurations/0/reasons/0").textValue()).contains("REPLACE failed");
        assertThat(answer.at("/configurations/0/plan/0/add/0").textValue())
                .isEqualTo(account(3).value());
    }

    @Test
    void reportsAnUnreadableRegistryToAManualRun() throws IOException {
        outOfSync();
        fixture.registry.failAtPage(1);

        JsonNode answer = handle("everything");

        assertThat(answer.at("/failures/0").textValue()).contains("nothing was planned");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "schedule"})
    void doesNotFailWhenRemovalsAreOnHold(String event) throws IOException {
        fixture.active(PROD, accounts(2, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));

        JsonNode answer = handle(event);

        assertThat(answer.at("/configurations/0/outcome").textValue()).isEqualTo("HELD");
    }

    @ParameterizedTest
    @CsvSource({
        "bad-misspelt-dry-run, dryrun",
        "bad-dry-run-is-a-text, dryRun",
        "bad-configuration-arn, distributionConfigurationArn",
        "bad-approve-is-a-number, approve",
        "bad-approval-without-reason, reason",
        "bad-approval-without-name, by",
        "bad-seed-without-configuration, distributionConfigurationArn",
        "bad-seed-with-approval, approve",
        "bad-group-without-seed, group",
        "bad-another-source, Records[0].eventSource",
        "bad-no-records, Records"
    })
    void rejectsAnInvalidEventAndNamesTheField(String event, String field) {
        outOfSync();

        assertThatThrownBy(() -> handle(event)).hasMessageContaining(field);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dryRun=true",
                "{",
                "{\"dryRun\": true",
                "[]",
                "null",
                "\"{}\"",
                "{} {}",
                "{\"dryRun\":1,\"dryRun\":2}"
            })
    void rejectsAnEventThatIsNotAJsonObject(String event) {
        outOfSync();

        assertThatThrownBy(() -> answer(event))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a JSON object");

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void rejectsAnApprovalWithoutTheDigestOfAPlan() {
        outOfSync();

        assertThatThrownBy(() -> answer("{\"approve\":\"yes\",\"by\":\"jane\",\"reason\":\"they moved\"}"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a digest of 32 hexadecimal digits");

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void namesAMissingVariable() {
        Environment without = Environment.of(Map.of("AWS_REGION", "us-east-1"));

        assertThatThrownBy(() -> new SyncDistributionsHandler(without))
                .isInstanceOf(MissingVariableException.class)
                .hasMessageContaining("ACCOUNT_REGISTRY_TABLE");
    }

    private void outOfSync() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 3)), List.of());
    }

    private JsonNode handle(String event) throws IOException {
        return answer(Files.readString(Path.of("../../events/sync-distributions/" + event + ".json")));
    }

    private JsonNode answer(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new DirectInvocation("SyncDistributionsFunction", "test", Deadline.none()));
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }
}
