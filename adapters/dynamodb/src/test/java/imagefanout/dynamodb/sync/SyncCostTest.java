package imagefanout.dynamodb.sync;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.TableCreation;
import imagefanout.dynamodb.catalog.MeteredCalls;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.Deadline;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a sync costs in calls of Image Builder, in requests and in write units, as DynamoDB reports them. */
final class SyncCostTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Region HOME = new Region("us-east-1");

    private final MeteredCalls meter = new MeteredCalls(DynamoDb.empty(DynamoDbOptions.defaults())::call);
    private final DynamoDbClient client = meter.client();
    private final DynamoDistributionLedger ledger = new DynamoDistributionLedger(client, "Catalog", Deadline.none());
    private final DynamoAccountRegistry registry = new DynamoAccountRegistry(client, "Registry", Deadline.none());
    private final InMemoryDistributionConfigurations configurations = new InMemoryDistributionConfigurations();

    @BeforeEach
    void createTables() {
        client.createTable(TableCreation.of("Catalog", CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
        client.createTable(TableCreation.of("Registry", RegistryRow.ACCOUNT_ID));
        client.createTable(TableCreation.of("Declarations", DeclarationRow.NAME));
    }

    @Test
    void checksFiveHundredUnchangedConfigurationsWithoutReadingThem() {
        for (int i = 0; i < 500; i++) {
            configure("c" + i, "g" + i % 7, List.of(HOME), accounts(i % 7, i % 7 + 1));
        }
        for (int i = 0; i < 7; i++) {
            register(i, "g" + i);
        }
        sync(NOON, SyncTrigger.Kind.SCHEDULE);
        int reads = configurations.reads().size();
        meter.reset();

        SyncReport report = sync(NOON.plusSeconds(3600), SyncTrigger.Kind.SCHEDULE);

        assertThat(report.problems()).isEmpty();
        assertThat(report.configurations()).hasSize(500).allSatisfy(one -> assertThat(one.outcome())
                .isEqualTo(SyncOutcome.IN_SYNC));
        assertThat(configurations.reads()).hasSize(reads);
        assertThat(meter.requests()).isLessThanOrEqualTo(10);
        assertThat(meter.writeUnits()).isLessThanOrEqualTo(1);
        for (int limit : List.of(20, 100)) {
            meter.reset();
            assertThat(ledger.list(Optional.empty(), limit).items()).hasSize(limit);
            assertThat(meter.requests()).isLessThanOrEqualTo(10);
        }
        assertThat(ledger.states())
                .hasSize(500)
                .extracting(SyncState::checkedAt)
                .containsOnly(NOON.plusSeconds(3600));
    }

    @Test
    void readsOnlyTheConfigurationsThatAChangeConcerns() {
        for (int i = 0; i < 20; i++) {
            configure("c" + i, "g" + i % 10, List.of(HOME), accounts(i % 10, i % 10 + 1));
        }
        for (int i = 0; i < 10; i++) {
            register(i, "g" + i);
        }
        sync(NOON, SyncTrigger.Kind.SCHEDULE);
        register(100, "g3");
        int reads = configurations.reads().size();

        SyncReport report = sync(NOON.plusSeconds(60), SyncTrigger.Kind.STREAM);

        assertThat(report.configurations())
                .filteredOn(one -> one.outcome() == SyncOutcome.APPLIED)
                .hasSize(2);
        assertThat(Set.copyOf(configurations
                        .reads()
                        .subList(reads, configurations.reads().size())))
                .containsExactlyInAnyOrder(arn("c3"), arn("c13"));
    }

    @Test
    void readsAConfigurationThatSomeoneChanged() {
        DistributionConfigurationArn changed = configure("c", "g", List.of(HOME), accounts(0, 1));
        register(0, "g");
        sync(NOON, SyncTrigger.Kind.SCHEDULE);
        configure("c", "g", List.of(HOME), accounts(0, 0));

        SyncReport report = sync(NOON.plusSeconds(60), SyncTrigger.Kind.SCHEDULE);

        assertThat(report.configurations())
                .singleElement()
                .extracting("outcome")
                .isEqualTo(SyncOutcome.APPLIED);
        assertThat(configurations.held(changed).regions().get(HOME).targets()).isEqualTo(accounts(0, 1));
    }

    @Test
    void readsEveryConfigurationOnceADayAndWheneverAPersonAsks() {
        configure("c", "g", List.of(HOME), accounts(0, 1));
        register(0, "g");
        sync(NOON, SyncTrigger.Kind.SCHEDULE);
        int reads = configurations.reads().size();

        sync(NOON.plus(Duration.ofHours(23)), SyncTrigger.Kind.SCHEDULE);
        assertThat(configurations.reads()).hasSize(reads);
        sync(NOON.plus(Duration.ofHours(24)), SyncTrigger.Kind.SCHEDULE);
        assertThat(configurations.reads()).hasSize(reads + 1);
        sync(NOON.plus(Duration.ofHours(24)), SyncTrigger.Kind.MANUAL);
        assertThat(configurations.reads()).hasSize(reads + 2);
    }

    @Test
    void addsAnAccountToTheLargestConfigurationsForFiftyWriteUnitsEach() {
        List<Region> regions = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new Region("eu-west-" + i))
                .toList();
        DistributionConfigurationArn large = configure("large", "all", regions, accounts(0, 1_500));
        for (int i = 0; i < 1_500; i++) {
            register(i, "all");
        }
        sync(NOON, SyncTrigger.Kind.SCHEDULE);

        for (int added = 1_500; added < 1_503; added++) {
            register(added, "all");
            meter.reset();
            sync(NOON.plusSeconds(60 * added), SyncTrigger.Kind.STREAM);

            assertThat(meter.writeUnits()).isLessThanOrEqualTo(50);
            assertThat(ledger.configuration(large).orElseThrow().regions().values())
                    .hasSize(20)
                    .allSatisfy(drift -> assertThat(drift.missing()).isEmpty());
            assertThat(ledger.configuration(large)
                            .orElseThrow()
                            .regions()
                            .get(regions.get(7))
                            .configured())
                    .isEqualTo(accounts(0, added + 1));
        }

        Change last = ledger.changes(large, Optional.empty(), 1).items().get(0);
        assertThat(last.regions()).hasSize(20);
        assertThat(last.regions().get(regions.get(0)))
                .isEqualTo(
                        new RegionChange(regions.get(0), accounts(0, 1_502), accounts(1_502, 1_503), new TreeSet<>()));
    }

    private SyncReport sync(Instant now, SyncTrigger.Kind trigger) {
        return new SyncDistributions(
                        registry,
                        new DynamoDistributionDeclarations(client, "Declarations", Deadline.none()),
                        configurations,
                        ledger,
                        new Guards(AccountLimits.REMOVALS, AccountLimits.additions(Guards.MAX_TARGETS, 0)),
                        List.of(HOME),
                        Clock.fixed(now, ZoneOffset.UTC),
                        Deadline.none())
                .sync(new SyncRequest(
                        new SyncTrigger(trigger, ""), SyncRequest.Mode.APPLY, Optional.empty(), Optional.empty()));
    }

    private void register(int number, String group) {
        registry.add(RegisteredAccount.of(
                account(number), AccountStatus.ACTIVE, Set.of(new Group(group)), Optional.empty()));
    }

    private DistributionConfigurationArn configure(
            String name, String tag, Collection<Region> in, SortedSet<AccountId> targets) {
        TreeMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        in.forEach(region -> regions.put(region, new ConfiguredRegion(region, targets, true, List.of(), List.of())));
        configurations.put(new DistributionConfiguration(
                arn(name), name, Optional.of(tag), Optional.empty(), "", regions, List.of(), new Settings("{}")));
        return arn(name);
    }

    private static DistributionConfigurationArn arn(String name) {
        return new DistributionConfigurationArn("aws", HOME, GoldenImages.OWNER, name);
    }

    private static AccountId account(int number) {
        return new AccountId(Long.toString(500_000_000_000L + number));
    }

    private static SortedSet<AccountId> accounts(int from, int to) {
        return new TreeSet<>(
                IntStream.range(from, to).mapToObj(SyncCostTest::account).toList());
    }
}
