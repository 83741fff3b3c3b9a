package imagefanout.importaccounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.accounts.ImportAccounts;
import imagefanout.model.accounts.RecentRead;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.accounts.InMemoryAccountRules;
import imagefanout.testing.accounts.InMemoryImportJournal;
import imagefanout.testing.organization.InMemoryOrganization;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function's sample events, through the real handler. */
class ImportEventsTest {
    private static final Path EVENTS = Path.of("..", "..", "events", "import-accounts");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId ACCOUNT = new AccountId("600000000001");

    private final InMemoryOrganization organization = new InMemoryOrganization();
    private final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    private final InMemoryAccountRules rules = new InMemoryAccountRules();
    private final RecentRead recent = new RecentRead();
    private final InMemoryImportJournal journal = new InMemoryImportJournal();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-05T00:00:00Z"), ZoneOffset.UTC);
    private ImportAccountsHandler handler;

    @BeforeEach
    void start() {
        organization.put(ACCOUNT, "team-a", "ACTIVE", "/Workloads/Prod");
        rules.put(10, "unit", "/Workloads/**", "prod");
        rules.put(20, "tag", "env=prod", "tagged");
        FleetMetrics metrics = FleetMetrics.from(Environment.of(
                Map.of("POWERTOOLS_METRICS_DISABLED", "true", "POWERTOOLS_SERVICE_NAME", "import-accounts")));
        handler = new ImportAccountsHandler(
                deadline -> new ImportAccounts(
                        rules, registry, organization, recent, journal, () -> "import", clock, deadline),
                new ImportMetrics(metrics, clock));
    }

    static List<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void areRejectedIfNamedBadAndElseSucceedTwice(Path event) throws IOException {
        if (event.getFileName().toString().startsWith("bad-")) {
            assertThatThrownBy(() -> invoke(event)).isInstanceOf(RuntimeException.class);
            assertThat(registry.account(ACCOUNT)).isEmpty();
        } else {
            JsonNode first = invoke(event);
            Object after = registry.account(ACCOUNT);
            assertThat(invoke(event).path("outcome")).isEqualTo(first.path("outcome"));
            assertThat(registry.account(ACCOUNT)).isEqualTo(after);
        }
    }

    @Test
    void planWithoutWritingOnRequest() throws IOException {
        JsonNode answer = invoke("dry-run");

        assertThat(answer.path("outcome").asText()).isEqualTo("PLANNED");
        assertThat(answer.at("/plan/0/after/groupRules/prod").asText()).isEqualTo("10");
        assertThat(answer.at("/rulesWithoutAccounts/0").asText()).isEqualTo("20");
        assertThat(registry.account(ACCOUNT)).isEmpty();
    }

    @Test
    void readTheTagsOfTheAccountThatAnEventNames() throws IOException {
        invoke("schedule");
        organization.tag(ACCOUNT, "env", "prod");

        invoke("schedule");
        assertThat(row().groups()).containsExactly(new Group("prod"));
        invoke("unit-tagged");
        assertThat(row().groups()).containsExactly(new Group("prod"));

        invoke("account-tagged");
        assertThat(row().groups()).containsExactly(new Group("prod"), new Group("tagged"));
    }

    @Test
    void failWhenTheOrganizationCannotBeReadAndNobodyReadsTheAnswer() throws IOException {
        organization.failAtCall(1);

        assertThat(invoke("everything").path("outcome").asText()).isEqualTo("FAILED");
        assertThatThrownBy(() -> invoke("schedule"))
                .isInstanceOf(EventFailedException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(invoke("resume").path("outcome").asText()).isEqualTo("DONE");
    }

    @Test
    void giveAnAccountImagesAndTakeThemAgain() throws IOException {
        invoke("account-created");
        assertThat(row().status()).isEqualTo(AccountStatus.ACTIVE);
        organization.move(ACCOUNT, "/Sandbox");
        invoke("account-moved");
        assertThat(row().groups()).isEmpty();
        organization.state(ACCOUNT, "PENDING_CLOSURE");
        invoke("account-closed");
        assertThat(row().status()).isEqualTo(AccountStatus.PENDING_CLOSURE);
        organization.remove(ACCOUNT);
        invoke("account-removed");
        assertThat(row().status()).isEqualTo(AccountStatus.LEFT);
    }

    private RegisteredAccount row() {
        return (RegisteredAccount) registry.account(ACCOUNT).orElseThrow();
    }

    private JsonNode invoke(String event) throws IOException {
        return invoke(EVENTS.resolve(event + ".json"));
    }

    private JsonNode invoke(Path event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(Files.readAllBytes(event)),
                answer,
                new DirectInvocation("ImportAccountsFunction", "test", Deadline.none()));
        return JSON.readTree(answer.toByteArray());
    }
}
