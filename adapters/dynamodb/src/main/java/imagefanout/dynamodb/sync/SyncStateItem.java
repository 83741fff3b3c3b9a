package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.ComparedWith;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The state of a managed configuration. The accounts of each Region are in separate items, with the digest in their
 * keys.
 */
record SyncStateItem(StoredItem item) {
    /** The sort keys of the newest changes. */
    static final String CHANGES = "changes";

    /**
     * @param digest of the Regions' accounts
     * @param base the digest in the keys of the Region items; if it differs, an item has the difference
     */
    static StoredItem of(SyncState state, List<Region> regions, String digest, String base) {
        return StoredItem.at(SyncKeys.state(state.configuration()))
                .text("name", state.name())
                .texts("groups", state.groups().stream().map(Group::name).toList())
                .text("status", state.status())
                .texts("reasons", state.reasons())
                .optional("approvalDigest", state.approvalDigest().map(Digest::hex))
                .numbers("counts", List.of(state.accounts(), state.missing(), state.surplus()))
                .texts("trigger", texts(state.trigger()))
                .text("checkedAt", state.checkedAt())
                .texts("regions", regions)
                .text("digest", digest)
                .text("base", base)
                .optional("comparedWith", state.comparedWith().map(with -> with.digest()
                        .hex()))
                .optional("comparedAt", state.comparedWith().map(ComparedWith::at));
    }

    SyncState state() {
        List<Integer> counts = item.numbers("counts");
        return new SyncState(
                configuration(),
                item.text("name"),
                new TreeSet<>(item.texts("groups", Group::new)),
                SyncStatus.valueOf(item.text("status")),
                item.texts("reasons"),
                item.optional("approvalDigest").map(Digest::new),
                counts.get(0),
                counts.get(1),
                counts.get(2),
                trigger(item.texts("trigger")),
                Instant.parse(item.text("checkedAt")),
                item.optional("comparedWith")
                        .map(digest -> new ComparedWith(new Digest(digest), Instant.parse(item.text("comparedAt")))));
    }

    DistributionConfigurationArn configuration() {
        return DistributionConfigurationArn.parse(item.key().sort());
    }

    List<Region> regions() {
        return item.texts("regions", Region::new);
    }

    String digest() {
        return item.text("digest");
    }

    String base() {
        return item.optional("base").orElseGet(this::digest);
    }

    StoredKey regionKey(Region region) {
        return SyncKeys.region(configuration(), base(), region);
    }

    /** The item with the difference from the Region items, if there is one. */
    Optional<StoredKey> differenceKey() {
        return Optional.of(digest())
                .filter(digest -> !digest.equals(base()))
                .map(digest -> SyncKeys.difference(configuration(), base(), digest));
    }

    List<StoredKey> changeKeys() {
        String partition = SyncKeys.partition(configuration());
        return item.texts(CHANGES, sort -> new StoredKey(partition, sort));
    }

    /** The keys of all items with accounts. */
    List<StoredKey> keys() {
        return Stream.concat(regions().stream().map(this::regionKey), differenceKey().stream())
                .toList();
    }

    static List<String> texts(SyncTrigger trigger) {
        return List.of(trigger.kind().name(), trigger.detail());
    }

    static SyncTrigger trigger(List<String> texts) {
        return new SyncTrigger(SyncTrigger.Kind.valueOf(texts.get(0)), texts.get(1));
    }
}
