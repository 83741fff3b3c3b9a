package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkDistributionConfigurations;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole sync over HTTP; checks the emulator's state. */
class SyncOnTheWireTest {
    private static final int GENERATED = 150;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final InMemorySync fixture = new InMemorySync();
    private final HttpClient http = HttpClient.newHttpClient();
    private ImageBuilderEmulator emulator;
    private ImageBuilderClients clients;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        emulator = ImageBuilderEmulator.start(EmulatorOptions.defaults().withPort(0));
        clients = new ImageBuilderClients(Optional.of(emulator.endpoint()));
    }

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void changesTargetAccountsAndNothingElse() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        String before = allButTargets(arn);
        fixture.active(PROD, accounts(1, 4));

        SyncReport report = sync();

        assertThat(targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(allButTargets(arn)).isEqualTo(before);
        assertThat(InMemorySync.of(report, arn).outcome()).isEqualTo(SyncOutcome.APPLIED);
    }

    @Test
    void sendsNoUpdateForAnUnchangedRegistry() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        fixture.active(PROD, accounts(1, 4));
        sync();
        fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateDistributionConfiguration\","
                + "\"error\":\"ForbiddenException\"}");

        SyncReport again = sync();

        assertThat(InMemorySync.of(again, arn).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void acceptsTheMaximumOfAccountsAndRejectsOneMore() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 1));
        fixture.active(PROD, accounts(0, 1536));
        SyncReport most = sync();
        fixture.active(PROD, accounts(1536, 1537));

        SyncReport tooMany = sync();

        assertThat(InMemorySync.of(most, arn).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(InMemorySync.of(tooMany, arn).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(tooMany, arn).reasons())
                .containsExactly(
                        "eu-west-1 would have 1537 target accounts; Image Builder accepts at most 1536",
                        "us-east-1 would have 1537 target accounts; Image Builder accepts at most 1536");
        assertThat(targets(arn)).isEqualTo(accounts(0, 1536));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ForbiddenException",
                "ResourceInUseException",
                "CallRateLimitExceededException",
                "ServiceUnavailableException"
            })
    void changesNothingWhenTheUpdateIsRejected(String error) {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        String before = held(arn).toString();
        fixture.active(PROD, accounts(1, 4));
        fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateDistributionConfiguration\",\"error\":\"" + error
                + "\"}");

        SyncReport refused = sync();

        assertThat(held(arn)).hasToString(before);
        assertThat(InMemorySync.of(refused, arn).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(InMemorySync.of(refused, arn).reasons())
                .singleElement()
                .asString()
                .contains(error);
        assertThat(fixture.outcomes(arn)).containsExactly(ChangeOutcome.FAILED);
    }

    @Test
    void repairsARejectedUpdateInTheNextRun() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        fixture.active(PROD, accounts(1, 4));
        fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateDistributionConfiguration\",\"nth\":1,"
                + "\"error\":\"ResourceInUseException\"}");
        sync();

        sync();

        assertThat(targets(arn)).isEqualTo(accounts(1, 4));
    }

    @Test
    void changesOnceWhenAnAnswerIsLost() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        fixture.active(PROD, accounts(1, 4));
        fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"UpdateDistributionConfiguration\",\"nth\":1}");

        SyncReport report = sync();

        assertThat(targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(InMemorySync.of(report, arn).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(fixture.outcomes(arn)).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void readsTheConfigurationBackWhenEveryAnswerIsLost() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        fixture.active(PROD, accounts(1, 4));
        fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"UpdateDistributionConfiguration\"}");

        SyncReport report = sync();

        assertThat(targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(InMemorySync.of(report, arn).outcome()).isEqualTo(SyncOutcome.APPLIED);
    }

    @Test
    void skipsAConfigurationWithAnUnknownSetting() {
        ObjectNode body = configuration("everywhere", accounts(0, 3));
        ((ObjectNode) body.at("/distributions/0"))
                .putObject("brandNewConfiguration")
                .put("on", true);
        DistributionConfigurationArn arn = create(body);
        String before = held(arn).toString();
        fixture.active(PROD, accounts(1, 4));

        SyncReport report = sync();

        assertThat(held(arn)).hasToString(before);
        assertThat(InMemorySync.of(report, arn).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(report.problems()).singleElement().asString().contains("/distributions/0/brandNewConfiguration");
    }

    @Test
    void changesAConfigurationThatReadsBackWithWhatNoRequestMayHave() {
        ObjectNode body = configuration("everywhere", accounts(0, 3));
        body.putObject("readsBackWith")
                .withArray("distributions")
                .addObject()
                .putNull("brandNewConfiguration")
                .withArray("licenseConfigurationArns");
        ObjectNode region = (ObjectNode) body.at("/readsBackWith/distributions/0");
        region.putArray("ssmParameterConfigurations");
        ObjectNode ami = region.putObject("amiDistributionConfiguration");
        ami.putObject("amiTags");
        ami.putObject("launchPermission").putArray("organizationArns");
        ObjectNode seed = JSON.createObjectNode();
        seed.putArray("distributionConfigurations").add(body);
        send("POST", "/_emulator/seed", seed.toString());
        DistributionConfigurationArn arn = InMemorySync.arn(HOME, "everywhere");
        fixture.active(PROD, accounts(1, 4));

        SyncReport report = sync();

        assertThat(InMemorySync.of(report, arn).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(targets(arn)).isEqualTo(accounts(1, 4));
    }

    @Test
    void keepsTheAccountOfAParameterAsATargetAccount() {
        ObjectNode body = configuration("everywhere", accounts(0, 3));
        ((ObjectNode) body.at("/distributions/0"))
                .putArray("ssmParameterConfigurations")
                .addObject()
                .put("amiAccountId", account(0).value())
                .put("parameterName", "/ami/latest")
                .put("dataType", "aws:ec2:image");
        DistributionConfigurationArn arn = create(body);
        fixture.active(PROD, accounts(1, 4));

        ConfigurationReport held = InMemorySync.of(sync(), arn);

        assertThat(held.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(held.held()).containsOnlyKeys(HOME);
        assertThat(held.applied().get(EU).removed()).containsExactly(account(0));
        assertThat(held(arn).at("/distributions/0/amiDistributionConfiguration/targetAccountIds"))
                .hasSize(4);
        assertThat(held.reasons())
                .singleElement()
                .asString()
                .startsWith("us-east-1: ssmParameterConfigurations/0 names " + account(0));
    }

    @Test
    void changesBackAndForthWhileTheClockStandsStill() {
        send("POST", "/_emulator/clock", "{\"frozen\":true}");
        changesBackAndForth();
    }

    @Test
    void changesBackAndForth() {
        DistributionConfigurationArn arn = put("everywhere", accounts(0, 3));
        fixture.active(PROD, accounts(0, 3));
        for (int i = 0; i < 2; i++) {
            fixture.put(account(2), AccountStatus.SUSPENDED, PROD);
            sync();
            assertThat(targets(arn)).isEqualTo(accounts(0, 2));
            fixture.put(account(2), AccountStatus.ACTIVE, PROD);
            sync();
            assertThat(targets(arn)).isEqualTo(accounts(0, 3));
        }
    }

    @Test
    void sendsOnlyUpdatesThatTheServiceAccepts() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < GENERATED; i++) {
            int from = random.nextInt(5);
            SortedSet<AccountId> before = accounts(from, from + 1 + random.nextInt(30));
            SortedSet<AccountId> wanted = accounts(random.nextInt(6), 6 + random.nextInt(40));
            DistributionConfigurationArn arn = put("generated-" + i, before);
            String rest = allButTargets(arn);
            fixture.registry.clear();
            fixture.active(PROD, wanted);

            ConfigurationReport report = InMemorySync.of(sync(Optional.of(arn)), arn);

            SortedSet<AccountId> leaving = new TreeSet<>(before);
            leaving.removeAll(wanted);
            SortedSet<AccountId> expected = new TreeSet<>(wanted);
            if (leaving.size() > 1) {
                expected.addAll(before);
            }
            assertThat(targets(arn)).as("case %s: %s", i, report).isEqualTo(expected);
            assertThat(allButTargets(arn)).isEqualTo(rest);
        }
    }

    private SyncReport sync() {
        return sync(Optional.empty());
    }

    private SyncReport sync(Optional<DistributionConfigurationArn> only) {
        return new SyncDistributions(
                        fixture.registry,
                        fixture.declarations,
                        new SdkDistributionConfigurations(clients, Deadline.none()),
                        fixture.ledger,
                        // These tests are about what the service accepts.
                        new Guards(AccountLimits.REMOVALS, AccountLimits.additions(Guards.MAX_TARGETS, 0)),
                        List.of(HOME),
                        Clock.systemUTC(),
                        Deadline.none())
                .sync(new SyncRequest(InMemorySync.BY_HAND, SyncRequest.Mode.APPLY, only, Optional.empty()));
    }

    private DistributionConfigurationArn put(String name, Collection<AccountId> targets) {
        return create(configuration(name, targets));
    }

    private static ObjectNode configuration(String name, Collection<AccountId> targets) {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("description", "as it was");
        for (Region region : List.of(HOME, EU)) {
            ObjectNode ami = body.withArray("distributions")
                    .addObject()
                    .put("region", region.value())
                    .putObject("amiDistributionConfiguration")
                    .put("name", "golden {{ imagebuilder:buildDate }}")
                    .put("kmsKeyId", "alias/golden");
            targets.forEach(account -> ami.withArray("targetAccountIds").add(account.value()));
        }
        body.putObject("tags").put("image-fanout:groups", "prod");
        return body;
    }

    private DistributionConfigurationArn create(ObjectNode body) {
        body.put("clientToken", UUID.randomUUID().toString());
        return DistributionConfigurationArn.parse(send("PUT", "/CreateDistributionConfiguration", body.toString())
                .path("distributionConfigurationArn")
                .textValue());
    }

    private JsonNode held(DistributionConfigurationArn arn) {
        String query = URLEncoder.encode(arn.toString(), StandardCharsets.UTF_8);
        return send("GET", "/GetDistributionConfiguration?distributionConfigurationArn=" + query, "")
                .path("distributionConfiguration");
    }

    /** The target accounts in the configuration's own Region; the other Region has the same. */
    private SortedSet<AccountId> targets(DistributionConfigurationArn arn) {
        JsonNode held = held(arn);
        assertThat(held.at("/distributions/1/amiDistributionConfiguration/targetAccountIds"))
                .isEqualTo(held.at("/distributions/0/amiDistributionConfiguration/targetAccountIds"));
        SortedSet<AccountId> targets = new TreeSet<>();
        held.at("/distributions/0/amiDistributionConfiguration/targetAccountIds")
                .forEach(id -> targets.add(new AccountId(id.textValue())));
        return targets;
    }

    private String allButTargets(DistributionConfigurationArn arn) {
        ObjectNode held = (ObjectNode) held(arn);
        held.remove("dateUpdated");
        held.path("distributions")
                .forEach(distribution ->
                        ((ObjectNode) distribution.path("amiDistributionConfiguration")).remove("targetAccountIds"));
        try {
            return JSON.writeValueAsString(JSON.treeToValue(held, Map.class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void fault(String json) {
        send("POST", "/_emulator/faults", json);
    }

    private JsonNode send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                    .method(method, BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json")
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
