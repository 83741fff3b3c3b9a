package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;

/** Reads METAs, and updates them with conditional writes. Each update returns false if its condition failed and nothing was written. */
final class MetaStore {
    private final TableAccess table;

    MetaStore(TableAccess table) {
        this.table = table;
    }

    Optional<MetaItem> read(ImageBuildArn build) {
        return Optional.ofNullable(read(List.of(build), Consistency.STRONG).get(build));
    }

    /** The METAs of the builds that are recorded and not removed, by build. */
    Map<ImageBuildArn, MetaItem> read(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = readEvenRemoved(builds, consistency);
        metas.values().removeIf(MetaItem::isRemoved);
        return metas;
    }

    /** As {@link #read(Collection, Consistency)}, with what is left of removed builds. */
    Map<ImageBuildArn, MetaItem> readEvenRemoved(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = new HashMap<>();
        table.batches()
                .read(builds.stream().map(CatalogKeys::meta).toList(), consistency)
                .forEach((key, item) -> metas.put(CatalogKeys.buildOf(key.partition()), new MetaItem(item)));
        return metas;
    }

    /** Replaces everything, the hold only on request, if META has not changed since it was read; on request, nor has the hold. */
    boolean replace(Optional<MetaItem> read, MetaItem by, boolean dropsHold) {
        Expression condition =
                read.map(MetaStore::isUnchanged).orElseGet(() -> WriteConditions.absent(CatalogTable.PARTITION_KEY));
        StoredItem update = by.item().clearing(MetaItem.FACTS);
        if (!dropsHold) {
            return table.update(update, condition);
        }
        MetaItem other = read.orElseThrow();
        endHold(other);
        return table.update(update.clearing(List.of(MetaItem.HOLD)), condition.and(hasSameHold(other)));
    }

    /** Replaces only the edition, if META has not changed since it was read. */
    boolean replaceEdition(MetaItem read, Edition by) {
        StoredItem edition =
                read.update().text(MetaItem.EDITION, by.id()).text(MetaItem.PARTS, Edition.format(by.parts()));
        return table.update(edition, isUnchanged(read));
    }

    /** Writes only the summary digest, if META still has the same snapshot version. */
    boolean settle(MetaItem meta, Digest summary) {
        return table.update(
                meta.update().text(MetaItem.SUMMARY, summary.hex()),
                WriteConditions.same(meta.item(), List.of(MetaItem.VERSION)));
    }

    /** Sets only the hold, if it has not changed since META was read, and the build was not removed. */
    boolean hold(MetaItem read, Hold hold) {
        return table.update(
                read.update()
                        .value(MetaItem.HOLD, MetaItem.format(hold))
                        .number(MetaItem.HOLD_NUMBER, read.holdNumber() + 1),
                hasSameHold(read).and(WriteConditions.absent(MetaItem.REMOVED)));
    }

    /** Removes only the hold, and notes when, if it has not changed since META was read, and the build was not removed. */
    boolean release(MetaItem read, Release release) {
        StoredItem meta = read.update().text(MetaItem.RELEASED, release.at());
        return table.update(
                meta.clearing(List.of(MetaItem.HOLD)), hasSameHold(read).and(WriteConditions.absent(MetaItem.REMOVED)));
    }

    /** Writes the hold to the history, if there is one, before another hold or another build takes its place. */
    void endHold(MetaItem meta) {
        meta.hold()
                .ifPresent(hold -> table.put(
                        EndedHold.replaced(meta, hold).item(), WriteConditions.absent(CatalogTable.PARTITION_KEY)));
    }

    private static Expression hasSameHold(MetaItem read) {
        return WriteConditions.exists(CatalogTable.PARTITION_KEY)
                .and(WriteConditions.same(read.item(), List.of(MetaItem.HOLD, MetaItem.HOLD_NUMBER)));
    }

    /** Marks the build as chosen for removal, if META has not changed since it was read. */
    boolean choose(MetaItem read, Instant at) {
        return table.update(read.update().text(MetaItem.CHOSEN, at), isUnchanged(read));
    }

    /** Takes the mark off, if META has not changed since it was read. */
    void unchoose(MetaItem read) {
        table.update(read.update().clearing(List.of(MetaItem.CHOSEN)), isUnchanged(read));
    }

    /**
     * Hides the build from all readers, if it has not changed since it was read, and is not on hold.
     *
     * @param at when this run chose it. A mark of another run proves nothing about the channels that this run has read.
     */
    void remove(MetaItem read, Instant at) {
        table.update(
                read.update().text(MetaItem.REMOVED, at),
                isUnchanged(read)
                        .and(WriteConditions.equal(MetaItem.CHOSEN, at))
                        .and(WriteConditions.absent(MetaItem.HOLD)));
    }

    /** Keeps only what is left of a removed build, unless its ARN was built again. */
    void forget(MetaItem removed) {
        table.update(
                removed.update().clearing(MetaItem.lost()),
                WriteConditions.same(removed.item(), List.of(MetaItem.EDITION))
                        .and(WriteConditions.exists(MetaItem.REMOVED)));
    }

    /** Notes how Image Builder describes a removed build now, if META has not changed since it was read. */
    boolean follow(MetaItem removed, ImageSnapshot snapshot) {
        return table.update(
                removed.update()
                        .text(MetaItem.VERSION, snapshot.version())
                        .text(MetaItem.SUMMARY, snapshot.summaryDigest().hex()),
                isUnchanged(removed));
    }

    /**
     * Checks the edition as well as the version, because {@link DynamoRetention} replaces only the edition, and whether the build
     * is removed.
     */
    private static Expression isUnchanged(MetaItem read) {
        return WriteConditions.same(read.item(), List.of(MetaItem.VERSION, MetaItem.EDITION, MetaItem.REMOVED));
    }
}
