package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import java.time.Instant;
import java.util.Optional;

/**
 * A hold that ended: in the partition {@code HOLDS#<build>}, by its number. It is written just before META ends the hold. While META
 * has the hold, this item does not count.
 */
record EndedHold(StoredItem item) {
    static final String RELEASED_AT = "ra";

    /** The hold of META, replaced by another one or gone with its build. */
    static EndedHold replaced(MetaItem meta, Hold hold) {
        return new EndedHold(StoredItem.at(CatalogKeys.endedHold(meta.build(), meta.holdNumber()))
                .number("n", meta.holdNumber())
                .text("r", hold.reason())
                .text("b", hold.by())
                .text("a", hold.at()));
    }

    static EndedHold released(MetaItem meta, Hold hold, Release release) {
        EndedHold ended = replaced(meta, hold);
        ended.item.text("rr", release.reason()).text("rb", release.by()).text(RELEASED_AT, release.at());
        return ended;
    }

    HeldPeriod period() {
        return new HeldPeriod(item.number("n"), hold(), false, release());
    }

    Hold hold() {
        return new Hold(item.text("r"), item.text("b"), Instant.parse(item.text("a")));
    }

    Optional<Release> release() {
        return item.optional(RELEASED_AT).map(at -> new Release(item.text("rr"), item.text("rb"), Instant.parse(at)));
    }
}
