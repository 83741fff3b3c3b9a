package imagefanout.testing.sync;

import imagefanout.model.ResultPage;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A ledger in memory. */
public final class InMemoryDistributionLedger implements DistributionLedger {
    private static final Comparator<Change.Position> NEWEST_FIRST = Comparator.comparing(Change.Position::at)
            .thenComparing(Change.Position::token)
            .reversed();

    private final SortedMap<DistributionConfigurationArn, SyncedConfiguration> configurations = new TreeMap<>();
    private final SortedMap<DistributionConfigurationArn, NavigableMap<Change.Position, Change>> changes =
            new TreeMap<>();
    private final SortedMap<DistributionConfigurationArn, HeldAccounts> held = new TreeMap<>();
    private final SortedMap<DistributionConfigurationArn, SortedSet<ParameterName>> parameterNames = new TreeMap<>();
    private final SortedMap<DistributionConfigurationArn, Approval> approvals = new TreeMap<>();
    private final Map<String, Creation> creations = new HashMap<>();
    private final Set<DistributionConfigurationArn> seeding = new HashSet<>();
    private Optional<SortedSet<AccountId>> known = Optional.empty();
    private Instant checkedAt = Instant.MIN;
    private boolean broken;

    /** From now on, it can be neither read nor written. */
    public void fail() {
        broken = true;
    }

    public void recover() {
        broken = false;
    }

    @Override
    public List<SyncState> states() {
        check();
        return configurations.values().stream()
                .map(configuration -> configuration.state().checked(checkedAt))
                .toList();
    }

    @Override
    public ResultPage<ListedConfiguration, DistributionConfigurationArn> list(
            Optional<DistributionConfigurationArn> after, int limit) {
        List<DistributionConfigurationArn> found = configurations.keySet().stream()
                .filter(arn -> after.isEmpty() || arn.compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        return ResultPage.first(found, limit, Function.<DistributionConfigurationArn>identity())
                .map(arn -> new ListedConfiguration(
                        configuration(arn).orElseThrow(),
                        changes(arn, Optional.empty(), ListedConfiguration.MAX_CHANGES)
                                .items()));
    }

    @Override
    public Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn) {
        check();
        return Optional.ofNullable(configurations.get(arn))
                .map(known -> new SyncedConfiguration(known.state().checked(checkedAt), known.regions()));
    }

    @Override
    public ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit) {
        check();
        NavigableMap<Change.Position, Change> all = changes.getOrDefault(arn, new TreeMap<>(NEWEST_FIRST));
        NavigableMap<Change.Position, Change> older =
                before.map(position -> all.tailMap(position, false)).orElse(all);
        return ResultPage.first(older.values().stream().limit(limit + 1L).toList(), limit, Change::position);
    }

    @Override
    public void record(SyncedConfiguration configuration) {
        check();
        configurations.put(configuration.state().configuration(), configuration);
    }

    @Override
    public void checked(Instant at) {
        check();
        checkedAt = at;
    }

    @Override
    public void forget(DistributionConfigurationArn arn) {
        check();
        configurations.remove(arn);
    }

    @Override
    public HeldAccounts held(DistributionConfigurationArn arn) {
        check();
        return held.getOrDefault(arn, HeldAccounts.NONE);
    }

    @Override
    public void hold(DistributionConfigurationArn arn, HeldAccounts accounts) {
        check();
        held.put(arn, accounts);
    }

    @Override
    public SortedSet<ParameterName> parameterNames(DistributionConfigurationArn arn) {
        check();
        return parameterNames.getOrDefault(arn, new TreeSet<>());
    }

    @Override
    public void noteParameterNames(DistributionConfigurationArn arn, SortedSet<ParameterName> names) {
        check();
        parameterNames.put(arn, names);
    }

    @Override
    public Optional<SortedSet<AccountId>> knownAccounts() {
        check();
        return known;
    }

    @Override
    public void noteAccounts(SortedSet<AccountId> accounts) {
        check();
        known = Optional.of(Sorted.union(known.orElseGet(TreeSet::new), accounts));
    }

    @Override
    public Optional<Approval> approval(DistributionConfigurationArn arn) {
        check();
        return Optional.ofNullable(approvals.get(arn));
    }

    @Override
    public void approve(DistributionConfigurationArn arn, Approval approval) {
        check();
        approvals.put(arn, approval);
    }

    @Override
    public void useUp(DistributionConfigurationArn arn, Approval approval) {
        check();
        approvals.remove(arn, approval);
    }

    @Override
    public void record(Change change) {
        check();
        changes.computeIfAbsent(change.configuration(), first -> new TreeMap<>(NEWEST_FIRST))
                .put(change.position(), change);
    }

    @Override
    public void beginCreation(Creation creation) {
        check();
        creations.put(key(creation.source(), creation.name()), creation);
    }

    @Override
    public Optional<Creation> creation(Region source, String name) {
        check();
        return Optional.ofNullable(creations.get(key(source, name)));
    }

    @Override
    public void endCreation(Region source, String name) {
        check();
        creations.remove(key(source, name));
    }

    private static String key(Region source, String name) {
        return source + " " + name;
    }

    @Override
    public boolean isSeeding(DistributionConfigurationArn arn) {
        check();
        return seeding.contains(arn);
    }

    @Override
    public void beginSeeding(DistributionConfigurationArn arn) {
        check();
        seeding.add(arn);
    }

    @Override
    public void endSeeding(DistributionConfigurationArn arn) {
        check();
        seeding.remove(arn);
    }

    private void check() {
        if (broken) {
            throw new StorageException("the ledger is out of reach", new IllegalStateException("set up by a test"));
        }
    }
}
