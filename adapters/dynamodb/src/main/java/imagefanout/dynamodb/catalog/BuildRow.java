package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.ImageBuildArn;

/** A row that tells something of one build. */
record BuildRow(StoredItem item) {
    private static final String BUILD = "b";

    static StoredItem at(StoredKey key, ImageBuildArn build) {
        return StoredItem.at(key).text(BUILD, build);
    }

    /** The build among those of its lineage. */
    static StoredItem entry(Edition edition) {
        return at(CatalogKeys.entry(edition), edition.build());
    }

    ImageBuildArn build() {
        return ImageBuildArn.parse(item.text(BUILD));
    }

    /** The edition to which the row belongs, where its sort key names one. */
    String editionId() {
        return CatalogKeys.editionOf(item.key().sort());
    }
}
