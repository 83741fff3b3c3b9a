package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.listing.PageToken;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a walk over the builds of a lineage stopped.
 *
 * @param version the image version being listed, when builds are listed by image version
 * @param page where the list continues; empty at its start
 * @param listed whether all lists were read, and only {@code unseen} is left
 * @param unseen recorded builds that no page has shown yet
 */
public record WalkPosition(
        Lineage lineage,
        Instant startedAt,
        Optional<ImageVersionArn> version,
        Optional<PageToken> page,
        boolean listed,
        SortedSet<ImageBuildArn> unseen,
        boolean failed) {
    /** So that the journal fits in an item of 400 KB. A later walk looks for the builds beyond. */
    private static final int MAX_CHARACTERS = 150_000;

    public WalkPosition {
        requireNonNull(lineage, "lineage");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(version, "version");
        requireNonNull(page, "page");
        TreeSet<ImageBuildArn> kept = new TreeSet<>();
        int room = MAX_CHARACTERS;
        for (ImageBuildArn arn : unseen) {
            room -= arn.toString().length();
            if (room < 0) {
                break;
            }
            kept.add(arn);
        }
        unseen = Collections.unmodifiableSortedSet(kept);
    }
}
