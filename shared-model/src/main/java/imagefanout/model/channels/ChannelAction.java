package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.Hold;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Who changes a channel, when and why.
 *
 * @param forced see {@link ChannelChange#forced}
 * @param facts see {@link ChannelChange#facts}
 */
public record ChannelAction(Instant at, String by, String reason, boolean forced, SortedMap<String, String> facts) {
    public ChannelAction {
        requireNonNull(at, "at");
        requireNonNull(by, "by");
        Hold.requireReason(reason);
        facts = Sorted.copyOf(facts);
    }

    /** A person's action. */
    public ChannelAction(Instant at, String by, String reason, boolean forced) {
        this(at, by, reason, forced, Collections.emptySortedMap());
    }
}
