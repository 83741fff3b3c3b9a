package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.RegionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The audit trail: the changes of each configuration. The Regions of a large change have items of their own. */
final class StoredChanges {
    private final TableAccess table;

    StoredChanges(TableAccess table) {
        this.table = table;
    }

    ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit) {
        return table.inTable("read the changes of " + arn, () -> {
            List<ChangeItem> found = table
                    .queries()
                    .last(
                            SyncKeys.partition(arn),
                            SyncKeys.CHANGE,
                            before.map(position -> SyncKeys.change(arn, position)),
                            limit + 1)
                    .stream()
                    .map(ChangeItem::new)
                    .toList();
            ResultPage<ChangeItem, Change.Position> page = ResultPage.first(found, limit, ChangeItem::position);
            return new ResultPage<>(withRegions(page.items()), page.next());
        });
    }

    /** Returns the changes with the Regions that have items of their own. */
    List<Change> withRegions(List<ChangeItem> page) {
        List<StoredKey> keys = page.stream()
                .flatMap(item -> item.separateRegions().stream().map(item::regionKey))
                .toList();
        Map<StoredKey, StoredItem> found = table.batches().read(keys, Consistency.STRONG);
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

    /** The keys of the newest changes, which the state keeps for the list. */
    List<String> newest(DistributionConfigurationArn arn) {
        return table
                .queries()
                .last(SyncKeys.partition(arn), SyncKeys.CHANGE, Optional.empty(), ListedConfiguration.MAX_CHANGES)
                .stream()
                .map(item -> item.key().sort())
                .toList();
    }

    void record(Change change) {
        table.runInTable("write a change of " + change.configuration(), () -> {
            if (!ChangeItem.holdsRegions(change)) {
                table.batches()
                        .write(change.regions().values().stream()
                                .map(region -> RegionAccountsItem.of(
                                        SyncKeys.changeRegion(
                                                change.configuration(), change.position(), region.region()),
                                        region))
                                .map(Batches::put));
            }
            table.put(ChangeItem.of(change));
        });
    }
}
