package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** The audit of one change; its Regions' accounts stand in items of their own. */
final class ChangeItem extends Item {
    private static final EnhancedType<List<String>> TEXTS = EnhancedType.listOf(String.class);

    static final TableSchema<ChangeItem> SCHEMA = StaticTableSchema.builder(ChangeItem.class)
            .newItemSupplier(ChangeItem::new)
            .extend(KEYS)
            .addAttribute(
                    String.class,
                    a -> a.name("configuration").getter(i -> i.arn).setter((i, v) -> i.arn = v))
            .addAttribute(String.class, a -> a.name("at").getter(i -> i.at).setter((i, v) -> i.at = v))
            .addAttribute(
                    String.class, a -> a.name("token").getter(i -> i.token).setter((i, v) -> i.token = v))
            .addAttribute(TEXTS, a -> a.name("trigger").getter(i -> i.trigger).setter((i, v) -> i.trigger = v))
            .addAttribute(String.class, a -> a.name("plan").getter(i -> i.plan).setter((i, v) -> i.plan = v))
            .addAttribute(
                    String.class, a -> a.name("outcome").getter(i -> i.outcome).setter((i, v) -> i.outcome = v))
            .addAttribute(
                    String.class, a -> a.name("detail").getter(i -> i.detail).setter((i, v) -> i.detail = v))
            .addAttribute(TEXTS, a -> a.name("regions").getter(i -> i.regions).setter((i, v) -> i.regions = v))
            .build();

    private String arn;
    private String at;
    private String token;
    private List<String> trigger;
    private String plan;
    private String outcome;
    private String detail;
    private List<String> regions;

    static ChangeItem of(Change change) {
        ChangeItem item = new ChangeItem();
        item.at(SyncKeys.change(change.configuration(), change.position()));
        item.arn = change.configuration().toString();
        item.at = change.at().toString();
        item.token = change.token();
        item.trigger = List.of(change.trigger().kind().name(), change.trigger().detail());
        item.plan = change.plan().hex();
        item.outcome = change.outcome().name();
        item.detail = change.detail().orElse(null);
        item.regions = change.regions().keySet().stream().map(Region::value).toList();
        return item;
    }

    Change change(SortedMap<Region, RegionChange> changes) {
        return new Change(
                configuration(),
                position().at(),
                token,
                new SyncTrigger(SyncTrigger.Kind.valueOf(trigger.get(0)), trigger.get(1)),
                new Digest(plan),
                ChangeOutcome.valueOf(outcome),
                Optional.ofNullable(detail),
                changes);
    }

    Change.Position position() {
        return new Change.Position(Instant.parse(at), token);
    }

    List<Region> regions() {
        return regions.stream().map(Region::new).toList();
    }

    ItemKey regionKey(Region region) {
        return SyncKeys.changeRegion(configuration(), position(), region);
    }

    private DistributionConfigurationArn configuration() {
        return DistributionConfigurationArn.parse(arn);
    }
}
