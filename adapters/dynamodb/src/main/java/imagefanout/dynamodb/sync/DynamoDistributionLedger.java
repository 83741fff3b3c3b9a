package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredApproval;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores the ledger in the catalog's table under its own keys. Create one per invocation; the client may be shared
 * across invocations.
 *
 * <p>Readers never see a partly written state: the Region items are written first, with a digest of all Regions in
 * their keys, and then the state item that names the digest. If the Regions have not changed, only the state item is
 * written; if few accounts have, one item with the difference is written before it.
 */
public final class DynamoDistributionLedger implements DistributionLedger {
    private static final int MAX_TRIES = 3;
    private static final String AT = "at";
    private static final String ACCOUNTS = "accounts";
    private static final String ADDITIONS = "additions";
    private static final String NAMES = "names";

    private final TableAccess table;
    private final Batches batches;
    private final ItemQueries queries;

    /** @param deadline limits every call and every pause between retries */
    public DynamoDistributionLedger(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
        this.batches = this.table.batches();
        this.queries = this.table.queries();
    }

    @Override
    public List<SyncState> states() {
        return table.inTable("read the managed configurations", () -> {
            List<StoredItem> items = queries.ascending(SyncKeys.STATES);
            Instant checkedAt = checkedAt(items);
            return items.stream()
                    .filter(item -> !item.key().equals(SyncKeys.checked()))
                    .map(item -> new SyncStateItem(item).state().checked(checkedAt))
                    .toList();
        });
    }

    private static Instant checkedAt(Collection<StoredItem> items) {
        return items.stream()
                .filter(item -> item.key().equals(SyncKeys.checked()))
                .map(item -> Instant.parse(item.text(AT)))
                .findFirst()
                .orElse(Instant.MIN);
    }

    @Override
    public void checked(Instant at) {
        table.runInTable(
                "note that all configurations were checked",
                () -> table.put(StoredItem.at(SyncKeys.checked()).text(AT, at)));
    }

    /** {@inheritDoc} The Regions and the changes of all of them are read together. */
    @Override
    public ResultPage<ListedConfiguration, DistributionConfigurationArn> list(
            Optional<DistributionConfigurationArn> after, int limit) {
        return table.inTable("list the managed configurations", () -> {
            String first = after.map(arn -> arn + StoredKey.NEXT).orElse(SyncKeys.FIRST_STATE);
            List<SyncStateItem> found = queries.ascending(SyncKeys.STATES, first, StoredKey.LAST, limit + 1).stream()
                    .map(SyncStateItem::new)
                    .toList();
            ResultPage<SyncStateItem, DistributionConfigurationArn> page =
                    ResultPage.first(found, limit, SyncStateItem::configuration);
            List<StoredKey> keys = new ArrayList<>(List.of(SyncKeys.checked()));
            page.items().forEach(state -> keys.addAll(state.keys()));
            page.items().forEach(state -> keys.addAll(state.changeKeys()));
            Map<StoredKey, StoredItem> items = batches.read(keys, Consistency.STRONG);
            Instant checkedAt = checkedAt(items.values());
            List<ListedConfiguration> listed = page.items().stream()
                    .flatMap(state -> listed(state, items, checkedAt).stream())
                    .toList();
            return new ResultPage<>(listed, page.next());
        });
    }

    /** A state that was replaced in the meantime is read by itself; a configuration that was forgotten is left out. */
    private Optional<ListedConfiguration> listed(
            SyncStateItem state, Map<StoredKey, StoredItem> items, Instant checkedAt) {
        List<ChangeItem> changes = state.changeKeys().stream()
                .filter(items::containsKey)
                .map(items::get)
                .map(ChangeItem::new)
                .toList();
        return regions(state, items)
                .map(regions -> new SyncedConfiguration(state.state().checked(checkedAt), regions))
                .or(() -> configuration(state.configuration()))
                .map(configuration -> new ListedConfiguration(configuration, withRegions(changes)));
    }

    @Override
    public Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn) {
        return table.inTable("read the state of " + arn, () -> {
            for (int tries = 1; tries <= MAX_TRIES; tries++) {
                Optional<SyncStateItem> state = state(arn);
                if (state.isEmpty()) {
                    return Optional.empty();
                }
                List<StoredKey> keys = new ArrayList<>(state.get().keys());
                keys.add(SyncKeys.checked());
                Map<StoredKey, StoredItem> found = batches.read(keys, Consistency.STRONG);
                Optional<SyncedConfiguration> complete = regions(state.get(), found)
                        .map(regions -> new SyncedConfiguration(
                                state.get().state().checked(checkedAt(found.values())), regions));
                if (complete.isPresent()) {
                    return complete;
                }
            }
            throw new StorageException("it kept changing");
        });
    }

    /** Returns empty if the state was replaced in the meantime and its items were deleted. */
    private static Optional<SortedMap<Region, RegionDrift>> regions(
            SyncStateItem state, Map<StoredKey, StoredItem> found) {
        if (!found.keySet().containsAll(state.keys())) {
            return Optional.empty();
        }
        SortedMap<Region, RegionDrift> base = new TreeMap<>();
        state.regions()
                .forEach(region ->
                        base.put(region, RegionAccountsItem.drift(region, found.get(state.regionKey(region)))));
        return Optional.of(state.differenceKey()
                .map(key -> DriftDifference.of(found.get(key)).appliedTo(base))
                .orElse(base));
    }

    @Override
    public ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit) {
        return table.inTable("read the changes of " + arn, () -> {
            List<ChangeItem> found = queries
                    .descending(
                            SyncKeys.partition(arn),
                            SyncKeys.CHANGE,
                            SyncKeys.CHANGE + StoredKey.LAST,
                            before.map(position -> SyncKeys.change(arn, position)),
                            limit + 1)
                    .stream()
                    .map(ChangeItem::new)
                    .toList();
            ResultPage<ChangeItem, Change.Position> page = ResultPage.first(found, limit, ChangeItem::position);
            return new ResultPage<>(withRegions(page.items()), page.next());
        });
    }

    private List<Change> withRegions(List<ChangeItem> page) {
        List<StoredKey> keys = page.stream()
                .flatMap(item -> item.separateRegions().stream().map(item::regionKey))
                .toList();
        Map<StoredKey, StoredItem> found = batches.read(keys, Consistency.STRONG);
        List<Change> changes = new ArrayList<>();
        for (ChangeItem item : page) {
            SortedMap<Region, RegionChange> regions = new TreeMap<>();
            item.separateRegions()
                    .forEach(region ->
                            regions.put(region, RegionAccountsItem.change(region, found.get(item.regionKey(region)))));
            changes.add(item.change(regions));
        }
        return changes;
    }

    @Override
    public void record(SyncedConfiguration configuration) {
        DistributionConfigurationArn arn = configuration.state().configuration();
        table.runInTable("write the state of " + arn, () -> {
            String digest = digest(configuration).hex();
            Optional<SyncStateItem> before = state(arn);
            String base = before.filter(state -> state.digest().equals(digest))
                    .map(SyncStateItem::base)
                    .or(() -> before.flatMap(state -> writeDifference(state, configuration, digest)))
                    .orElseGet(() -> writeRegions(configuration, digest));
            List<Region> regions = List.copyOf(configuration.regions().keySet());
            SyncStateItem now = new SyncStateItem(SyncStateItem.of(configuration.state(), regions, digest, base)
                    .texts(SyncStateItem.CHANGES, newestChanges(arn)));
            table.put(now.item());
            deleteRegionsExcept(arn, now.keys());
        });
    }

    private List<String> newestChanges(DistributionConfigurationArn arn) {
        return queries
                .descending(
                        SyncKeys.partition(arn),
                        SyncKeys.CHANGE,
                        SyncKeys.CHANGE + StoredKey.LAST,
                        Optional.empty(),
                        ListedConfiguration.MAX_CHANGES)
                .stream()
                .map(item -> item.key().sort())
                .toList();
    }

    private String writeRegions(SyncedConfiguration configuration, String digest) {
        DistributionConfigurationArn arn = configuration.state().configuration();
        batches.write(configuration.regions().values().stream()
                .map(drift -> RegionAccountsItem.of(SyncKeys.region(arn, digest, drift.region()), drift))
                .map(Batches::put));
        return digest;
    }

    /** Returns the digest of the Region items that stay, or empty if they have to be written anew. */
    private Optional<String> writeDifference(SyncStateItem before, SyncedConfiguration configuration, String digest) {
        List<StoredKey> keys = before.regions().stream().map(before::regionKey).toList();
        Map<StoredKey, StoredItem> found = batches.read(keys, Consistency.STRONG);
        if (!found.keySet().containsAll(keys)
                || !Set.copyOf(before.regions()).equals(configuration.regions().keySet())) {
            return Optional.empty();
        }
        SortedMap<Region, RegionDrift> base = new TreeMap<>();
        before.regions()
                .forEach(region ->
                        base.put(region, RegionAccountsItem.drift(region, found.get(before.regionKey(region)))));
        DriftDifference difference = DriftDifference.between(base, configuration.regions());
        if (difference.accounts() > DriftDifference.MAX_ACCOUNTS) {
            return Optional.empty();
        }
        if (!digest.equals(before.base())) {
            StoredKey key = SyncKeys.difference(before.configuration(), before.base(), digest);
            batches.write(Stream.of(Batches.put(difference.item(key))));
        }
        return Optional.of(before.base());
    }

    /** Deletes the items of earlier states, including those left by a killed run. */
    private void deleteRegionsExcept(DistributionConfigurationArn arn, List<StoredKey> current) {
        List<StoredItem> all =
                queries.all(SyncKeys.partition(arn), SyncKeys.REGIONS, SyncKeys.REGIONS + StoredKey.LAST);
        batches.write(all.stream()
                .map(StoredItem::key)
                .filter(key -> !current.contains(key))
                .map(Batches::delete));
    }

    private static Digest digest(SyncedConfiguration configuration) {
        Digest.Builder digest = Digest.of("sync");
        configuration.regions().values().forEach(drift -> digest.add(
                        drift.region().value())
                .add(drift.configured().toString())
                .add(drift.missing().toString())
                .add(drift.surplus().toString()));
        return digest.end();
    }

    @Override
    public void forget(DistributionConfigurationArn arn) {
        table.runInTable("forget the state of " + arn, () -> {
            Optional<SyncStateItem> state = state(arn);
            table.delete(SyncKeys.state(arn));
            state.ifPresent(item -> batches.write(item.keys().stream().map(Batches::delete)));
        });
    }

    @Override
    public HeldAccounts held(DistributionConfigurationArn arn) {
        return table.inTable("read which accounts of " + arn + " are on hold", () -> table.get(
                        SyncKeys.held(arn), Consistency.STRONG)
                .map(item -> new HeldAccounts(
                        RegionAccountsItem.split(item.text(ACCOUNTS)),
                        RegionAccountsItem.split(item.optional(ADDITIONS).orElse(""))))
                .orElse(HeldAccounts.NONE));
    }

    @Override
    public void hold(DistributionConfigurationArn arn, HeldAccounts accounts) {
        table.runInTable("write which accounts of " + arn + " are on hold", () -> {
            if (accounts.isEmpty()) {
                table.delete(SyncKeys.held(arn));
            } else {
                table.put(StoredItem.at(SyncKeys.held(arn))
                        .text(ACCOUNTS, RegionAccountsItem.joined(accounts.removals()))
                        .text(ADDITIONS, RegionAccountsItem.joined(accounts.additions())));
            }
        });
    }

    @Override
    public SortedSet<ParameterName> parameterNames(DistributionConfigurationArn arn) {
        return table.inTable("read the SSM parameters of " + arn, () -> table.get(
                        SyncKeys.parameters(arn), Consistency.STRONG)
                .map(item -> item.texts(NAMES).stream()
                        .map(ParameterName::new)
                        .collect(Collectors.<ParameterName, SortedSet<ParameterName>>toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new));
    }

    @Override
    public void noteParameterNames(DistributionConfigurationArn arn, SortedSet<ParameterName> names) {
        table.runInTable("write the SSM parameters of " + arn, () -> {
            if (names.isEmpty()) {
                table.delete(SyncKeys.parameters(arn));
            } else {
                table.put(StoredItem.at(SyncKeys.parameters(arn)).texts(NAMES, names));
            }
        });
    }

    @Override
    public Optional<SortedSet<AccountId>> knownAccounts() {
        return table.inTable("read which accounts the registry had before", () -> {
            List<StoredItem> items = queries.ascending(SyncKeys.KNOWN_ACCOUNTS);
            SortedSet<AccountId> known = new TreeSet<>();
            items.forEach(item -> known.addAll(RegionAccountsItem.split(item.text(ACCOUNTS))));
            return items.isEmpty() ? Optional.empty() : Optional.of(known);
        });
    }

    @Override
    public void noteAccounts(SortedSet<AccountId> accounts) {
        table.runInTable("write which accounts the registry has", () -> {
            Map<StoredKey, SortedSet<AccountId>> items = new LinkedHashMap<>();
            SyncKeys.knownAccounts().forEach(key -> items.put(key, new TreeSet<>()));
            Sorted.union(knownAccounts().orElseGet(TreeSet::new), accounts)
                    .forEach(account ->
                            items.get(SyncKeys.knownAccounts(account)).add(account));
            batches.write(items.entrySet().stream()
                    .map(item ->
                            StoredItem.at(item.getKey()).text(ACCOUNTS, RegionAccountsItem.joined(item.getValue())))
                    .map(Batches::put));
        });
    }

    @Override
    public Optional<Approval> approval(DistributionConfigurationArn arn) {
        return stored(arn).read();
    }

    @Override
    public void approve(DistributionConfigurationArn arn, Approval approval) {
        stored(arn).write(approval);
    }

    @Override
    public void useUp(DistributionConfigurationArn arn, Approval approval) {
        stored(arn).delete(approval);
    }

    private StoredApproval stored(DistributionConfigurationArn arn) {
        return new StoredApproval(table, arn.toString());
    }

    @Override
    public void record(Change change) {
        table.runInTable("write a change of " + change.configuration(), () -> {
            if (!ChangeItem.holdsRegions(change)) {
                batches.write(change.regions().values().stream()
                        .map(region -> RegionAccountsItem.of(
                                SyncKeys.changeRegion(change.configuration(), change.position(), region.region()),
                                region))
                        .map(Batches::put));
            }
            table.put(ChangeItem.of(change));
        });
    }

    @Override
    public void beginCreation(Creation creation) {
        table.runInTable(
                "note that " + creation.name() + " is about to be created", () -> table.put(CreationItem.of(creation)));
    }

    @Override
    public Optional<Creation> creation(Region source, String name) {
        return table.inTable("read whether " + name + " was about to be created", () -> table.get(
                        SyncKeys.creation(source, name), Consistency.STRONG)
                .map(item -> CreationItem.creation(source, name, item)));
    }

    @Override
    public void endCreation(Region source, String name) {
        table.runInTable("note that " + name + " is created", () -> table.delete(SyncKeys.creation(source, name)));
    }

    @Override
    public boolean isSeeding(DistributionConfigurationArn arn) {
        return table.inTable(
                "read whether " + arn + " is being seeded",
                () -> table.get(SyncKeys.seeding(arn), Consistency.STRONG).isPresent());
    }

    @Override
    public void beginSeeding(DistributionConfigurationArn arn) {
        table.runInTable("mark " + arn + " as being seeded", () -> table.put(StoredItem.at(SyncKeys.seeding(arn))));
    }

    @Override
    public void endSeeding(DistributionConfigurationArn arn) {
        table.runInTable("mark " + arn + " as seeded", () -> table.delete(SyncKeys.seeding(arn)));
    }

    private Optional<SyncStateItem> state(DistributionConfigurationArn arn) {
        return table.get(SyncKeys.state(arn), Consistency.STRONG).map(SyncStateItem::new);
    }
}
