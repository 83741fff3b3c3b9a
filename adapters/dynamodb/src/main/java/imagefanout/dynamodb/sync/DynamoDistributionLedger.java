package imagefanout.dynamodb.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Backoff;
import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.dynamodb.table.Queries;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The ledger in the catalog's table, under keys of its own. Made anew for each invocation, around a client that lives on.
 *
 * <p>What stands in several items is seen whole: the accounts of the Regions are written first, under a digest of all of
 * them, and then the one item that names that digest. Where nothing differs, that one item is all that is written.
 */
public final class DynamoDistributionLedger implements DistributionLedger {
    private static final int MOST_LOOKS = 3;

    private final String table;
    private final Batches batches;
    private final Queries queries;
    private final DynamoDbTable<SyncStateItem> states;
    private final DynamoDbTable<HeldItem> holds;
    private final DynamoDbTable<ChangeItem> changes;
    private final DynamoDbTable<CreationItem> creations;
    private final DynamoDbTable<SeedingItem> seedings;

    /** @param deadline bounds every call, and every wait between two */
    public DynamoDistributionLedger(DynamoDbClient client, String table, Deadline deadline) {
        this.table = requireNonNull(table, "table");
        DynamoDbClient bounded = new BoundedDynamoDb(client, deadline);
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(bounded).build();
        this.batches = new Batches(bounded, table, Backoff.within(deadline));
        this.queries = new Queries(enhanced, table);
        this.states = enhanced.table(table, SyncStateItem.SCHEMA);
        this.holds = enhanced.table(table, HeldItem.SCHEMA);
        this.changes = enhanced.table(table, ChangeItem.SCHEMA);
        this.creations = enhanced.table(table, CreationItem.SCHEMA);
        this.seedings = enhanced.table(table, SeedingItem.SCHEMA);
    }

    @Override
    public List<SyncState> states() {
        return asked("read the managed configurations", () -> {
            QueryConditional all = QueryConditional.keyEqualTo(
                    Key.builder().partitionValue(SyncKeys.STATES).build());
            return states.query(query -> query.queryConditional(all).consistentRead(true)).items().stream()
                    .map(SyncStateItem::state)
                    .toList();
        });
    }

    @Override
    public Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn) {
        return asked("read how " + arn + " stands", () -> {
            for (int look = 1; look <= MOST_LOOKS; look++) {
                Optional<SyncStateItem> state = state(arn);
                if (state.isEmpty()) {
                    return Optional.empty();
                }
                Optional<SyncedConfiguration> whole = whole(state.get());
                if (whole.isPresent()) {
                    return whole;
                }
            }
            throw new StorageException("it kept changing");
        });
    }

    /** Empty: it was replaced in the meantime, and its Regions are gone. */
    private Optional<SyncedConfiguration> whole(SyncStateItem state) {
        Map<ItemKey, RegionAccountsItem> found =
                batches.read(RegionAccountsItem.SCHEMA, state.regionKeys(), Consistency.STRONG);
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        for (Region region : state.regions()) {
            RegionAccountsItem item = found.get(SyncKeys.region(state.configuration(), state.digest(), region));
            if (item == null) {
                return Optional.empty();
            }
            regions.put(region, item.drift(region));
        }
        return Optional.of(new SyncedConfiguration(state.state(), regions));
    }

    @Override
    public ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit) {
        return asked("read the changes of " + arn, () -> {
            List<ChangeItem> found = queries.backwards(
                    ChangeItem.SCHEMA,
                    SyncKeys.partition(arn),
                    SyncKeys.CHANGE,
                    SyncKeys.CHANGE + ItemKey.LAST,
                    before.map(position -> SyncKeys.change(arn, position)),
                    limit + 1);
            List<ChangeItem> page = found.subList(0, Math.min(limit, found.size()));
            Optional<Change.Position> next =
                    found.size() > limit ? Optional.of(page.get(page.size() - 1).position()) : Optional.empty();
            return new ResultPage<>(withRegions(page), next);
        });
    }

    private List<Change> withRegions(List<ChangeItem> page) {
        List<ItemKey> keys = page.stream()
                .flatMap(item -> item.regions().stream().map(item::regionKey))
                .toList();
        Map<ItemKey, RegionAccountsItem> found = batches.read(RegionAccountsItem.SCHEMA, keys, Consistency.STRONG);
        List<Change> whole = new ArrayList<>();
        for (ChangeItem item : page) {
            SortedMap<Region, RegionChange> regions = new TreeMap<>();
            item.regions()
                    .forEach(region -> regions.put(
                            region, found.get(item.regionKey(region)).change(region)));
            whole.add(item.change(regions));
        }
        return whole;
    }

    @Override
    public void record(SyncedConfiguration configuration) {
        DistributionConfigurationArn arn = configuration.state().configuration();
        asked("write how " + arn + " stands", () -> {
            Digest digest = digest(configuration);
            Optional<SyncStateItem> earlier = state(arn);
            boolean same =
                    earlier.filter(item -> item.digest().equals(digest.hex())).isPresent();
            if (!same) {
                batches.write(configuration.regions().values().stream()
                        .map(drift -> RegionAccountsItem.of(SyncKeys.region(arn, digest.hex(), drift.region()), drift))
                        .map(item -> Batches.put(RegionAccountsItem.SCHEMA, item)));
            }
            List<Region> regions = List.copyOf(configuration.regions().keySet());
            states.putItem(SyncStateItem.of(configuration.state(), regions, digest));
            deleteRegionsBut(arn, digest);
            return null;
        });
    }

    /** Those of the state before, and of a run that was killed before it came to that. */
    private void deleteRegionsBut(DistributionConfigurationArn arn, Digest current) {
        String last = SyncKeys.REGIONS + ItemKey.LAST;
        List<RegionAccountsItem> all = queries.forwards(
                RegionAccountsItem.SCHEMA, SyncKeys.partition(arn), SyncKeys.REGIONS, last, Integer.MAX_VALUE);
        batches.write(all.stream()
                .map(Item::key)
                .filter(key -> !key.sort().startsWith(SyncKeys.REGIONS + current.hex()))
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
        asked("forget how " + arn + " stands", () -> {
            Optional<SyncStateItem> earlier = state(arn);
            states.deleteItem(SyncKeys.state(arn).toKey());
            earlier.ifPresent(this::deleteRegions);
            return null;
        });
    }

    private void deleteRegions(SyncStateItem state) {
        batches.write(state.regionKeys().stream().map(Batches::delete));
    }

    @Override
    public SortedSet<AccountId> held(DistributionConfigurationArn arn) {
        return asked("read whose removal from " + arn + " is held", () -> Optional.ofNullable(
                        holds.getItem(get -> get.key(SyncKeys.held(arn).toKey()).consistentRead(true)))
                .map(HeldItem::accounts)
                .orElseGet(Collections::emptySortedSet));
    }

    @Override
    public void hold(DistributionConfigurationArn arn, SortedSet<AccountId> accounts) {
        asked("write whose removal from " + arn + " is held", () -> {
            if (accounts.isEmpty()) {
                holds.deleteItem(SyncKeys.held(arn).toKey());
            } else {
                holds.putItem(HeldItem.of(arn, accounts));
            }
            return null;
        });
    }

    @Override
    public void record(Change change) {
        asked("write a change of " + change.configuration(), () -> {
            List<WriteRequest> regions = change.regions().values().stream()
                    .map(region -> RegionAccountsItem.of(
                            SyncKeys.changeRegion(change.configuration(), change.position(), region.region()), region))
                    .map(item -> Batches.put(RegionAccountsItem.SCHEMA, item))
                    .toList();
            batches.write(regions.stream());
            changes.putItem(ChangeItem.of(change));
            return null;
        });
    }

    @Override
    public void beginCreation(Creation creation) {
        asked("note that " + creation.name() + " is about to be created", () -> {
            creations.putItem(CreationItem.of(creation));
            return null;
        });
    }

    @Override
    public Optional<Creation> creation(Region source, String name) {
        return asked("read whether " + name + " was about to be created", () -> Optional.ofNullable(creations.getItem(
                        get -> get.key(SyncKeys.creation(source, name).toKey()).consistentRead(true)))
                .map(item -> item.creation(source, name)));
    }

    @Override
    public void endCreation(Region source, String name) {
        asked(
                "note that " + name + " is created",
                () -> creations.deleteItem(SyncKeys.creation(source, name).toKey()));
    }

    @Override
    public boolean isSeeding(DistributionConfigurationArn arn) {
        return asked(
                "read whether " + arn + " is being seeded",
                () -> seedings.getItem(
                                get -> get.key(SyncKeys.seeding(arn).toKey()).consistentRead(true))
                        != null);
    }

    @Override
    public void beginSeeding(DistributionConfigurationArn arn) {
        asked("mark " + arn + " as being seeded", () -> {
            seedings.putItem(SeedingItem.of(arn));
            return null;
        });
    }

    @Override
    public void endSeeding(DistributionConfigurationArn arn) {
        asked(
                "mark " + arn + " as seeded",
                () -> seedings.deleteItem(SyncKeys.seeding(arn).toKey()));
    }

    private Optional<SyncStateItem> state(DistributionConfigurationArn arn) {
        return Optional.ofNullable(
                states.getItem(get -> get.key(SyncKeys.state(arn).toKey()).consistentRead(true)));
    }

    private <T> T asked(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException | StorageException e) {
            throw new StorageException("could not " + what + " in table " + table + ": " + e.getMessage(), e);
        }
    }
}
