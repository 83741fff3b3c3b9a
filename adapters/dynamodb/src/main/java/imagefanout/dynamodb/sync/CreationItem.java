package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.Digest;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Creation;
import java.time.Instant;

/** Exists from just before a configuration is created until its audit record is written. */
final class CreationItem {
    private CreationItem() {}

    static StoredItem of(Creation creation) {
        return StoredItem.at(SyncKeys.creation(creation.source(), creation.name()))
                .text("at", creation.at())
                .text("token", creation.token())
                .texts("trigger", SyncStateItem.texts(creation.trigger()))
                .text("plan", creation.plan().hex());
    }

    static Creation creation(Region source, String name, StoredItem item) {
        return new Creation(
                source,
                name,
                Instant.parse(item.text("at")),
                item.text("token"),
                SyncStateItem.trigger(item.texts("trigger")),
                new Digest(item.text("plan")));
    }
}
