package imagefanout.model.reconcile;

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
 * @param startedAt when the walk began
 * @param version the image version whose builds are listed, when they are listed by image version
 * @param page where the list goes on; empty at its beginning
 * @param listed whether the lists came to their end, and only {@code unseen} is left
 * @param unseen recorded builds that should be in the lists and have not been seen yet
 * @param failed whether something failed before the walk stopped
 */
public record WalkPosition(
        Lineage lineage,
        Instant startedAt,
        Optional<ImageVersionArn> version,
        Optional<PageToken> page,
        boolean listed,
        SortedSet<ImageBuildArn> unseen,
        boolean failed) {
    /** So that it fits in an item of 400 KB with all else. Builds beyond are looked for by a later walk. */
    private static final int MAX_CHARACTERS = 200_000;

    public WalkPosition {
        requireNonNull(lineage, "lineage");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(version, "version");
        requireNonNull(page, "page");
        TreeSet<ImageBuildArn> most = new TreeSet<>();
        int room = MAX_CHARACTERS;
        for (ImageBuildArn arn : unseen) {
            room -= arn.toString().length();
            if (room < 0) {
                break;
            }
            most.add(arn);
        }
        unseen = Collections.unmodifiableSortedSet(most);
    }
}
