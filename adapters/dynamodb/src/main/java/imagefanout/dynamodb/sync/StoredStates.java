package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The states of the managed configurations, with their Regions.
 *
 * <p>Readers never see a partly written state: the Region items are written first, with a digest of all Regions in
 * their keys, and then the state item that names the digest. If the Regions have not changed, only the state item is
 * written; if few accounts have, one item with the difference is written before it.
 */
final class StoredStates {
    private static final int MAX_TRIES = 3;
    private static final String AT = "at";

    private final TableAccess table;
    private final StoredChanges trail;

    StoredStates(TableAccess table, StoredChanges trail) {
        this.table = table;
        this.trail = trail;
    }

    List<SyncState> states() {
        return table.inTable("read the managed configurations", () -> {
            List<StoredItem> items = table.queries().ascending(SyncKeys.STATES);
            Instant checkedAt =
                    checkedAt(items.stream().filter(StoredStates::isChecked).findFirst());
            return items.stream()
                    .filter(item -> !isChecked(item))
                    .map(item -> new SyncStateItem(item).state().checked(checkedAt))
                    .toList();
        });
    }

    private static boolean isChecked(StoredItem item) {
        return item.key().equals(SyncKeys.checked());
    }

    private static Instant checkedAt(Optional<StoredItem> checked) {
        return checked.map(item -> Instant.parse(item.text(AT))).orElse(Instant.MIN);
    }

    void checked(Instant at) {
        table.runInTable(
                "note that all configurations were checked",
                () -> table.put(StoredItem.at(SyncKeys.checked()).text(AT, at)));
    }

    /** The Regions and the changes of all of them are read together. */
    ResultPage<ListedConfiguration, DistributionConfigurationArn> list(
            Optional<DistributionConfigurationArn> after, int limit) {
        return table.inTable("list the managed configurations", () -> {
            String first = after.map(arn -> arn + StoredKey.NEXT).orElse(SyncKeys.FIRST_STATE);
            List<SyncStateItem> found =
                    table.queries().ascending(SyncKeys.STATES, first, StoredKey.LAST, limit + 1).stream()
                            .map(SyncStateItem::new)
                            .toList();
            ResultPage<SyncStateItem, DistributionConfigurationArn> page =
                    ResultPage.first(found, limit, SyncStateItem::configuration);
            List<StoredKey> keys = new ArrayList<>(List.of(SyncKeys.checked()));
            page.items().forEach(state -> keys.addAll(state.keys()));
            page.items().forEach(state -> keys.addAll(state.changeKeys()));
            Map<StoredKey, StoredItem> items = table.batches().read(keys, Consistency.STRONG);
            List<ListedConfiguration> listed = page.items().stream()
                    .flatMap(state -> listed(state, items).stream())
                    .toList();
            return new ResultPage<>(listed, page.next());
        });
    }

    /** A state that was replaced in the meantime is read by itself; a configuration that was forgotten is left out. */
    private Optional<ListedConfiguration> listed(SyncStateItem state, Map<StoredKey, StoredItem> items) {
        List<ChangeItem> changes = state.changeKeys().stream()
                .filter(items::containsKey)
                .map(items::get)
                .map(ChangeItem::new)
                .toList();
        return synced(state, items)
                .or(() -> configuration(state.configuration()))
                .map(configuration -> new ListedConfiguration(configuration, trail.withRegions(changes)));
    }

    Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn) {
        return table.inTable("read the state of " + arn, () -> {
            for (int tries = 1; tries <= MAX_TRIES; tries++) {
                Optional<SyncStateItem> state = state(arn);
                if (state.isEmpty()) {
                    return Optional.empty();
                }
                List<StoredKey> keys = new ArrayList<>(state.get().keys());
                keys.add(SyncKeys.checked());
                Optional<SyncedConfiguration> complete =
                        synced(state.get(), table.batches().read(keys, Consistency.STRONG));
                if (complete.isPresent()) {
                    return complete;
                }
            }
            throw new StorageException("it kept changing");
        });
    }

    /** Returns empty if the state was replaced in the meantime and its items were deleted. */
    private static Optional<SyncedConfiguration> synced(SyncStateItem state, Map<StoredKey, StoredItem> found) {
        if (!found.keySet().containsAll(state.keys())) {
            return Optional.empty();
        }
        SortedMap<Region, RegionDrift> base = base(state, found);
        SortedMap<Region, RegionDrift> regions = state.differenceKey()
                .map(key -> DriftDifference.of(found.get(key)).appliedTo(base))
                .orElse(base);
        Instant checkedAt = checkedAt(Optional.ofNullable(found.get(SyncKeys.checked())));
        return Optional.of(new SyncedConfiguration(state.state().checked(checkedAt), regions));
    }

    /** The Regions by their own items. */
    private static SortedMap<Region, RegionDrift> base(SyncStateItem state, Map<StoredKey, StoredItem> found) {
        SortedMap<Region, RegionDrift> base = new TreeMap<>();
        state.regions()
                .forEach(region ->
                        base.put(region, RegionAccountsItem.drift(region, found.get(state.regionKey(region)))));
        return base;
    }

    void record(SyncedConfiguration configuration) {
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
                    .texts(SyncStateItem.CHANGES, trail.newest(arn)));
            table.put(now.item());
            deleteRegionsExcept(arn, now.keys());
        });
    }

    private String writeRegions(SyncedConfiguration configuration, String digest) {
        DistributionConfigurationArn arn = configuration.state().configuration();
        table.batches()
                .write(configuration.regions().values().stream()
                        .map(drift -> RegionAccountsItem.of(SyncKeys.region(arn, digest, drift.region()), drift))
                        .map(Batches::put));
        return digest;
    }

    /** Returns the digest of the Region items that stay, or empty if they have to be written anew. */
    private Optional<String> writeDifference(SyncStateItem before, SyncedConfiguration configuration, String digest) {
        List<StoredKey> keys = before.regions().stream().map(before::regionKey).toList();
        Map<StoredKey, StoredItem> found = table.batches().read(keys, Consistency.STRONG);
        if (!found.keySet().containsAll(keys)
                || !Set.copyOf(before.regions()).equals(configuration.regions().keySet())) {
            return Optional.empty();
        }
        DriftDifference difference = DriftDifference.between(base(before, found), configuration.regions());
        if (difference.accounts() > DriftDifference.MAX_ACCOUNTS) {
            return Optional.empty();
        }
        if (!digest.equals(before.base())) {
            StoredKey key = SyncKeys.difference(before.configuration(), before.base(), digest);
            table.batches().write(Stream.of(Batches.put(difference.item(key))));
        }
        return Optional.of(before.base());
    }

    /** Deletes the items of earlier states, including those left by a killed run. */
    private void deleteRegionsExcept(DistributionConfigurationArn arn, List<StoredKey> current) {
        List<StoredItem> all =
                table.queries().all(SyncKeys.partition(arn), SyncKeys.REGIONS, SyncKeys.REGIONS + StoredKey.LAST);
        table.batches()
                .write(all.stream()
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

    void forget(DistributionConfigurationArn arn) {
        table.runInTable("forget the state of " + arn, () -> {
            Optional<SyncStateItem> state = state(arn);
            table.delete(SyncKeys.state(arn));
            state.ifPresent(item -> table.batches().write(item.keys().stream().map(Batches::delete)));
        });
    }

    private Optional<SyncStateItem> state(DistributionConfigurationArn arn) {
        return table.get(SyncKeys.state(arn)).map(SyncStateItem::new);
    }
}
