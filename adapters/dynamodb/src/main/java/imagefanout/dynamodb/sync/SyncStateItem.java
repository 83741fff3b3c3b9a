package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** How a managed configuration stands; its Regions' accounts stand in items of their own, found by their digest. */
final class SyncStateItem extends Item {
    private static final EnhancedType<List<String>> TEXTS = EnhancedType.listOf(String.class);

    static final TableSchema<SyncStateItem> SCHEMA = StaticTableSchema.builder(SyncStateItem.class)
            .newItemSupplier(SyncStateItem::new)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("name").getter(i -> i.name).setter((i, v) -> i.name = v))
            .addAttribute(TEXTS, a -> a.name("groups").getter(i -> i.groups).setter((i, v) -> i.groups = v))
            .addAttribute(
                    String.class, a -> a.name("status").getter(i -> i.status).setter((i, v) -> i.status = v))
            .addAttribute(TEXTS, a -> a.name("reasons").getter(i -> i.reasons).setter((i, v) -> i.reasons = v))
            .addAttribute(
                    String.class,
                    a -> a.name("approvalDigest").getter(i -> i.approvalDigest).setter((i, v) -> i.approvalDigest = v))
            .addAttribute(
                    EnhancedType.listOf(Integer.class),
                    a -> a.name("counts").getter(i -> i.counts).setter((i, v) -> i.counts = v))
            .addAttribute(TEXTS, a -> a.name("trigger").getter(i -> i.trigger).setter((i, v) -> i.trigger = v))
            .addAttribute(
                    String.class,
                    a -> a.name("checkedAt").getter(i -> i.checkedAt).setter((i, v) -> i.checkedAt = v))
            .addAttribute(TEXTS, a -> a.name("regions").getter(i -> i.regions).setter((i, v) -> i.regions = v))
            .addAttribute(
                    String.class, a -> a.name("digest").getter(i -> i.digest).setter((i, v) -> i.digest = v))
            .build();

    private String name;
    private List<String> groups;
    private String status;
    private List<String> reasons;
    private String approvalDigest;
    private List<Integer> counts;
    private List<String> trigger;
    private String checkedAt;
    private List<String> regions;
    private String digest;

    static SyncStateItem of(SyncState state, List<Region> regions, Digest digest) {
        SyncStateItem item = new SyncStateItem();
        item.at(SyncKeys.state(state.configuration()));
        item.name = state.name();
        item.groups = state.groups().stream().map(Group::name).toList();
        item.status = state.status().name();
        item.reasons = state.reasons();
        item.approvalDigest = state.approvalDigest().map(Digest::hex).orElse(null);
        item.counts = List.of(state.accounts(), state.missing(), state.surplus());
        item.trigger = List.of(state.trigger().kind().name(), state.trigger().detail());
        item.checkedAt = state.checkedAt().toString();
        item.regions = regions.stream().map(Region::value).toList();
        item.digest = digest.hex();
        return item;
    }

    SyncState state() {
        TreeSet<Group> inGroups = new TreeSet<>();
        groups.forEach(group -> inGroups.add(new Group(group)));
        return new SyncState(
                configuration(),
                name,
                inGroups,
                SyncStatus.valueOf(status),
                reasons,
                Optional.ofNullable(approvalDigest).map(Digest::new),
                counts.get(0),
                counts.get(1),
                counts.get(2),
                new SyncTrigger(SyncTrigger.Kind.valueOf(trigger.get(0)), trigger.get(1)),
                Instant.parse(checkedAt));
    }

    DistributionConfigurationArn configuration() {
        return DistributionConfigurationArn.parse(key().sort());
    }

    List<Region> regions() {
        return regions.stream().map(Region::new).toList();
    }

    String digest() {
        return digest;
    }

    List<ItemKey> regionKeys() {
        return regions().stream()
                .map(region -> SyncKeys.region(configuration(), digest, region))
                .toList();
    }
}
