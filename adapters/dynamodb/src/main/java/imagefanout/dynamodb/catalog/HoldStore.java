package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.identity.ImageBuildArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The holds of builds. META has the current one, and one conditional write of META sets or ends it. What that write replaces is
 * written to the history before, so that a process that is killed in between loses nothing. docs/decisions.md explains the order.
 */
final class HoldStore {
    private static final int MAX_TRIES = 10;

    private final TableAccess table;
    private final MetaStore metas;

    HoldStore(TableAccess table) {
        this.table = table;
        this.metas = new MetaStore(table);
    }

    boolean hold(ImageBuildArn build, Hold hold) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<MetaItem> found = metas.read(build);
            if (found.isEmpty()) {
                return false;
            }
            MetaItem meta = found.get();
            if (meta.hold().filter(hold::repeats).isPresent()) {
                return true;
            }
            table.put(StoredItem.at(CatalogKeys.everHeld(build)));
            metas.endHold(meta);
            if (metas.hold(meta, hold) || isHold(build, meta.holdNumber() + 1, hold)) {
                return true;
            }
        }
        throw new StorageException(build + " kept changing");
    }

    /** Whether this hold was set: a write that was refused may be a repetition of one whose response was lost. */
    private boolean isHold(ImageBuildArn build, long number, Hold hold) {
        Optional<MetaItem> meta = metas.read(build);
        Optional<Hold> current = meta.filter(now -> now.holdNumber() == number).flatMap(MetaItem::hold);
        return meta.filter(now -> now.holdNumber() >= number)
                .flatMap(now -> current.or(() -> ended(build, number).map(EndedHold::hold)))
                .filter(hold::equals)
                .isPresent();
    }

    private Optional<EndedHold> ended(ImageBuildArn build, long number) {
        return table.get(CatalogKeys.endedHold(build, number)).map(EndedHold::new);
    }

    /** If META has changed when it is written, the hold ended meanwhile: by this release, another one or a newer hold. */
    boolean release(ImageBuildArn build, Release release) {
        Optional<MetaItem> meta = metas.read(build);
        meta.flatMap(MetaItem::hold).ifPresent(hold -> metas.release(meta.get(), first(meta.get(), hold, release)));
        return meta.isPresent();
    }

    /** Writes the release to the history, unless there is one: a process that wrote it was killed before it changed META. */
    private Release first(MetaItem meta, Hold hold, Release release) {
        boolean isFirst = table.put(
                EndedHold.released(meta, hold, release).item(), WriteConditions.absent(EndedHold.RELEASED_AT));
        return isFirst
                ? release
                : ended(meta.build(), meta.holdNumber())
                        .flatMap(EndedHold::release)
                        .orElseThrow();
    }

    /** With consistent reads: what is announced about the end of a hold is never corrected. */
    ResultPage<HeldPeriod, Long> history(ImageBuildArn build, Optional<Long> before, int limit) {
        List<HeldPeriod> found = new ArrayList<>();
        metas.read(build)
                .flatMap(meta ->
                        meta.hold().map(hold -> new HeldPeriod(meta.holdNumber(), hold, true, Optional.empty())))
                .filter(active -> before.isEmpty() || active.number() < before.get())
                .ifPresent(found::add);
        Optional<Long> below =
                found.stream().map(HeldPeriod::number).findFirst().or(() -> before);
        table.queries()
                .descending(
                        CatalogKeys.endedHolds(build),
                        StoredKey.NEXT,
                        StoredKey.LAST,
                        below.map(number -> CatalogKeys.endedHold(build, number)),
                        limit + 1,
                        Consistency.STRONG)
                .forEach(item -> found.add(new EndedHold(item).period()));
        return ResultPage.first(found, limit, HeldPeriod::number);
    }

    /** Every build that is on hold. Few builds are ever put on hold, so all that ever were are read. */
    List<RecordedBuild> held() {
        List<ImageBuildArn> everHeld = table.queries().ascending(CatalogKeys.HOLDS).stream()
                .map(item -> ImageBuildArn.parse(item.key().sort()))
                .toList();
        return metas.read(everHeld, Consistency.EVENTUAL).values().stream()
                .map(MetaItem::recorded)
                .filter(build -> build.hold().isPresent())
                .toList();
    }
}
