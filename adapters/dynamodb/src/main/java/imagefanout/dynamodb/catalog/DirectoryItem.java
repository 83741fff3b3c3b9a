package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/**
 * A name, a pipeline or an opening that at least one build made known. Until one of them is seen, it must not be seen
 * either: so it is first announced, with the editions that would make it true, and confirmed when one of them has.
 */
final class DirectoryItem extends Item {
    static final String CONFIRMED = "c";
    static final String ANNOUNCED = "u";

    static final TableSchema<DirectoryItem> SCHEMA = StaticTableSchema.builder(DirectoryItem.class)
            .newItemSupplier(DirectoryItem::new)
            .extend(KEYS)
            .addAttribute(
                    Integer.class,
                    a -> a.name(CONFIRMED).getter(i -> i.confirmed).setter((i, v) -> i.confirmed = v))
            .addAttribute(
                    EnhancedType.setOf(String.class),
                    a -> a.name(ANNOUNCED).getter(i -> i.announced).setter((i, v) -> i.announced = v))
            .build();

    private Integer confirmed;
    private Set<String> announced;

    static String announcement(Edition edition) {
        return edition.build() + " " + edition.id();
    }

    boolean isConfirmed() {
        return confirmed != null;
    }

    /** The builds of which an edition would make this true. */
    Set<ImageBuildArn> announcing() {
        return announced == null
                ? Set.of()
                : announced.stream()
                        .map(text -> ImageBuildArn.parse(text.substring(0, text.indexOf(' '))))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether one of those has announced this and is seen now. */
    boolean isSeenWith(Collection<MetaItem> metas) {
        return isConfirmed()
                || announced != null
                        && metas.stream().anyMatch(meta -> announced.contains(meta.build() + " " + meta.editionId()));
    }
}
