package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredApproval;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The audit record of one change. Only if many accounts change, those of each Region are in separate items. */
record ChangeItem(StoredItem item) {
    /** About 120 KB of the 400 KB that an item may have. */
    private static final int MAX_ACCOUNTS = 10_000;

    private static final String CHANGES = "changes";

    /** Whether the item of the change holds its Regions. */
    static boolean holdsRegions(Change change) {
        return change.regions().values().stream()
                        .mapToInt(region -> region.added().size()
                                + region.removed().size()
                                + region.parameters().added().size()
                                + region.parameters().removed().size())
                        .sum()
                <= MAX_ACCOUNTS;
    }

    static StoredItem of(Change change) {
        Map<String, String> held = new TreeMap<>();
        if (holdsRegions(change)) {
            change.regions().forEach((region, changed) -> held.put(region.value(), RegionAccountsItem.text(changed)));
        }
        StoredItem item = StoredItem.at(SyncKeys.change(change.configuration(), change.position()))
                .text("configuration", change.configuration())
                .text("at", change.at())
                .text("token", change.token())
                .texts("trigger", SyncStateItem.texts(change.trigger()))
                .text("plan", change.plan().hex())
                .text("outcome", change.outcome())
                .optional("detail", change.detail())
                .texts(
                        "regions",
                        holdsRegions(change) ? List.of() : change.regions().keySet())
                .pairs(CHANGES, held);
        return StoredApproval.addTo(item, change.approval());
    }

    /** @param separate the Regions in separate items */
    Change change(SortedMap<Region, RegionChange> separate) {
        SortedMap<Region, RegionChange> regions = new TreeMap<>(separate);
        item.pairs(CHANGES).forEach((name, text) -> {
            Region region = new Region(name);
            regions.put(region, RegionAccountsItem.change(region, text));
        });
        return new Change(
                configuration(),
                position().at(),
                position().token(),
                SyncStateItem.trigger(item.texts("trigger")),
                new Digest(item.text("plan")),
                StoredApproval.in(item),
                ChangeOutcome.valueOf(item.text("outcome")),
                item.optional("detail"),
                regions);
    }

    Change.Position position() {
        return new Change.Position(Instant.parse(item.text("at")), item.text("token"));
    }

    List<Region> separateRegions() {
        return item.texts("regions", Region::new);
    }

    StoredKey regionKey(Region region) {
        return SyncKeys.changeRegion(configuration(), position(), region);
    }

    private DistributionConfigurationArn configuration() {
        return DistributionConfigurationArn.parse(item.text("configuration"));
    }
}
