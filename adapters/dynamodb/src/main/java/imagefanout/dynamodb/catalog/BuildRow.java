package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;

/** A row about one build. */
record BuildRow(StoredItem item) {
    private static final String BUILD = "b";

    static StoredItem at(StoredKey key, ImageBuildArn build) {
        return StoredItem.at(key).text(BUILD, build);
    }

    /** The row that lists the build in its lineage's partition. */
    static StoredItem entry(Edition edition) {
        return at(CatalogKeys.entry(edition), edition.build());
    }

    ImageBuildArn build() {
        return ImageBuildArn.parse(item.text(BUILD));
    }

    /** The lineage of an offer. */
    Lineage offeredLineage() {
        return CatalogKeys.offeredLineage(item.key().sort());
    }

    /** The ID of the edition that the row belongs to. Valid only when the sort key ends with an edition ID. */
    String editionId() {
        return CatalogKeys.editionOf(item.key().sort());
    }
}
