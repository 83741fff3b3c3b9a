package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One change of a channel, as its history keeps it.
 *
 * @param number counts the changes of the channel, from 1
 * @param at never before the change before it
 * @param by the caller of the API, or the rule
 * @param build the build that the channel points at since then; empty: the channel was deleted
 * @param removed the builds that the channel had and no longer falls back to
 * @param forced whether copies of the build were missing, and the caller said {@code force}
 * @param facts what a rule's promotion rests on, by name; empty when a person made the change
 */
public record ChannelChange(
        long number,
        Instant at,
        String by,
        String reason,
        Optional<ImageBuildArn> build,
        List<ImageBuildArn> removed,
        boolean forced,
        SortedMap<String, String> facts) {
    /** A position in the history. */
    public record Position(Instant at, long number) {}

    public ChannelChange {
        requireNonNull(at, "at");
        requireNonNull(by, "by");
        requireNonNull(build, "build");
        removed = List.copyOf(removed);
        facts = Sorted.copyOf(facts);
        Hold.requireReason(reason);
    }

    public Position position() {
        return new Position(at, number);
    }

    public boolean isByRule() {
        return !facts.isEmpty();
    }
}
