package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.Digest;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Is there from right before a configuration is created until its audit is written. */
final class CreationItem extends Item {
    static final TableSchema<CreationItem> SCHEMA = StaticTableSchema.builder(CreationItem.class)
            .newItemSupplier(CreationItem::new)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("at").getter(i -> i.at).setter((i, v) -> i.at = v))
            .addAttribute(
                    String.class, a -> a.name("token").getter(i -> i.token).setter((i, v) -> i.token = v))
            .addAttribute(
                    EnhancedType.listOf(String.class),
                    a -> a.name("trigger").getter(i -> i.trigger).setter((i, v) -> i.trigger = v))
            .addAttribute(String.class, a -> a.name("plan").getter(i -> i.plan).setter((i, v) -> i.plan = v))
            .build();

    private String at;
    private String token;
    private List<String> trigger;
    private String plan;

    static CreationItem of(Creation creation) {
        CreationItem item = new CreationItem();
        item.at(SyncKeys.creation(creation.source(), creation.name()));
        item.at = creation.at().toString();
        item.token = creation.token();
        item.trigger =
                List.of(creation.trigger().kind().name(), creation.trigger().detail());
        item.plan = creation.plan().hex();
        return item;
    }

    Creation creation(Region source, String name) {
        return new Creation(
                source,
                name,
                Instant.parse(at),
                token,
                new SyncTrigger(SyncTrigger.Kind.valueOf(trigger.get(0)), trigger.get(1)),
                new Digest(plan));
    }
}
