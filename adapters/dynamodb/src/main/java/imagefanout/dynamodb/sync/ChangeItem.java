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
import java.util.SortedMap;

/** The audit record of one change. The accounts of each Region are in separate items. */
record ChangeItem(StoredItem item) {

    static StoredItem of(Change change) {
        StoredItem item = StoredItem.at(SyncKeys.change(change.configuration(), change.position()))
                .text("configuration", change.configuration())
                .text("at", change.at())
                .text("token", change.token())
                .texts("trigger", SyncStateItem.texts(change.trigger()))
                .text("plan", change.plan().hex())
                .text("outcome", change.outcome())
                .optional("detail", change.detail())
                .texts("regions", change.regions().keySet());
        return StoredApproval.addTo(item, change.approval());
    }

    Change change(SortedMap<Region, RegionChange> regions) {
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

    List<Region> regions() {
        return item.texts("regions").stream().map(Region::new).toList();
    }

    StoredKey regionKey(Region region) {
        return SyncKeys.changeRegion(configuration(), position(), region);
    }

    private DistributionConfigurationArn configuration() {
        return DistributionConfigurationArn.parse(item.text("configuration"));
    }
}
