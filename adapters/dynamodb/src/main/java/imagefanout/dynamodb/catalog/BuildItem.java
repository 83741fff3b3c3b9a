package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.ImageBuildArn;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** An item that says something of one build. */
abstract class BuildItem extends Item {
    static final StaticTableSchema<BuildItem> BUILD = StaticTableSchema.builder(BuildItem.class)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("b").getter(i -> i.build).setter((i, v) -> i.build = v))
            .build();

    private String build;

    final ImageBuildArn build() {
        return ImageBuildArn.parse(build);
    }

    final void build(ImageBuildArn arn) {
        build = arn.toString();
    }

    /** The edition to which this item belongs, where its sort key names one. */
    final String editionId() {
        return CatalogKeys.editionOf(key().sort());
    }
}
