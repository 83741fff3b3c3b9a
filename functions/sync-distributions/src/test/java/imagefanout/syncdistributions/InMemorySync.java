package imagefanout.syncdistributions;

import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.approval.Approval;
import imagefanout.model.distribution.ConfiguredRegion;
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
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.seed.SeedRegistry;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncRequest.Mode;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations;
import imagefanout.testing.distribution.InMemoryDistributionDeclarations;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The ports of a sync, in memory. */
final class InMemorySync {
    static final Region HOME = new Region("us-east-1");
    static final Region EU = new Region("eu-west-1");
    static final Group PROD = new Group("prod");
    static final Group SANDBOX = new Group("sandbox");
    static final DistributionConfigurationArn EVERYWHERE = arn(HOME, "everywhere");
    static final DistributionConfigurationArn SANDBOXES = arn(HOME, "sandboxes");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final SyncTrigger BY_HAND = new SyncTrigger(SyncTrigger.Kind.MANUAL, "");

    final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    final InMemoryDistributionDeclarations declarations = new InMemoryDistributionDeclarations();
    final InMemoryDistributionConfigurations configurations = new InMemoryDistributionConfigurations();
    final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    Deadline deadline = Deadline.none();
    Instant now = NOON;

    static DistributionConfigurationArn arn(Region region, String name) {
        return new DistributionConfigurationArn("aws", region, GoldenImages.OWNER, name);
    }

    static AccountId account(int number) {
        return new AccountId(Long.toString(500_000_000_000L + number));
    }

    static SortedSet<AccountId> accounts(int from, int to) {
        return new TreeSet<>(
                IntStream.range(from, to).mapToObj(InMemorySync::account).toList());
    }

    static SortedSet<AccountId> accounts(AccountId... accounts) {
        return new TreeSet<>(Arrays.asList(accounts));
    }

    void active(Group group, Collection<AccountId> accounts) {
        accounts.forEach(account -> put(account, AccountStatus.ACTIVE, group));
    }

    void put(AccountId account, AccountStatus status, Group group) {
        registry.put(RegisteredAccount.of(account, status, Set.of(group), Optional.empty()));
    }

    /** Puts a configuration with a single Region, its own. */
    void configure(DistributionConfigurationArn arn, String tag, Collection<AccountId> targets) {
        configure(arn, Optional.of(tag), Map.of(arn.region(), targets), List.of());
    }

    void configure(
            DistributionConfigurationArn arn,
            Optional<String> tag,
            Map<Region, ? extends Collection<AccountId>> targets,
            List<String> obstacles) {
        TreeMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        targets.forEach((region, accounts) ->
                regions.put(region, new ConfiguredRegion(region, new TreeSet<>(accounts), true, List.of(), List.of())));
        configurations.put(new DistributionConfiguration(
                arn,
                arn.name(),
                tag,
                Optional.empty(),
                "",
                regions,
                obstacles,
                new Settings("{\"description\":\"kept\"}")));
    }

    void declare(String name, String group) {
        declarations.write(Map.of(
                "name", new WrittenValue.Text(name),
                "regions", new WrittenValue.Texts(List.of("us-east-1", "eu-west-1")),
                "groups", new WrittenValue.Texts(List.of(group)),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}")));
    }

    /** Gives the configuration the tag of an SSM parameter. */
    void tagParameter(DistributionConfigurationArn arn, String name) {
        DistributionConfiguration held = configurations.held(arn);
        configurations.put(new DistributionConfiguration(
                arn, held.name(), held.tag(), Optional.of(name), "", held.regions(), held.obstacles(), held.rest()));
    }

    /** Changes the configuration's settings, as another caller does. */
    void touch(DistributionConfigurationArn arn, String settings) {
        DistributionConfiguration held = configurations.held(arn);
        configurations.put(new DistributionConfiguration(
                arn,
                held.name(),
                held.tag(),
                held.parameterTag(),
                "",
                held.regions(),
                held.obstacles(),
                new Settings(settings)));
    }

    SyncReport sync() {
        return sync(Mode.APPLY, Optional.empty(), Optional.empty());
    }

    SyncReport dryRun() {
        return sync(Mode.DRY_RUN, Optional.empty(), Optional.empty());
    }

    SyncReport approve(String text) {
        return sync(Mode.APPLY, Optional.empty(), Optional.of(text));
    }

    SyncReport scheduled() {
        return syncDistributions()
                .sync(new SyncRequest(
                        new SyncTrigger(SyncTrigger.Kind.SCHEDULE, ""),
                        Mode.APPLY,
                        Optional.empty(),
                        Optional.empty()));
    }

    SyncReport only(DistributionConfigurationArn arn) {
        return sync(Mode.APPLY, Optional.of(arn), Optional.empty());
    }

    SyncReport sync(Mode mode, Optional<DistributionConfigurationArn> only, Optional<String> approval) {
        return syncDistributions().sync(new SyncRequest(BY_HAND, mode, only, approval.map(InMemorySync::approval)));
    }

    static Approval approval(String digest) {
        return new Approval(new Digest(digest), "jane", "they moved", NOON);
    }

    SyncDistributions syncDistributions() {
        return new SyncDistributions(
                registry,
                declarations,
                configurations,
                ledger,
                new Guards(AccountLimits.REMOVALS, AccountLimits.ADDITIONS),
                List.of(HOME, EU),
                Clock.fixed(now, ZoneOffset.UTC),
                deadline);
    }

    SeedRegistry seedRegistry() {
        return new SeedRegistry(registry, configurations, ledger);
    }

    SortedSet<AccountId> targets(DistributionConfigurationArn arn) {
        return configurations.held(arn).regions().get(arn.region()).targets();
    }

    List<ChangeOutcome> outcomes(DistributionConfigurationArn arn) {
        return ledger.changes(arn, Optional.empty(), 100).items().stream()
                .map(Change::outcome)
                .toList();
    }

    SyncState state(DistributionConfigurationArn arn) {
        return ledger.configuration(arn).orElseThrow().state();
    }

    /** The digest of the plan of {@link #EVERYWHERE}. */
    static String digest(SyncReport report) {
        return of(report, EVERYWHERE).digest().map(Digest::hex).orElseThrow();
    }

    static ConfigurationReport of(SyncReport report, DistributionConfigurationArn arn) {
        return report.configurations().stream()
                .filter(configuration -> configuration.configuration().equals(Optional.of(arn)))
                .findFirst()
                .orElseThrow();
    }
}
