package imagefanout.model.listing;

import static java.util.Objects.requireNonNull;

import imagefanout.model.image.ImageSummary;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list of builds.
 *
 * @param unreadable the builds that could not be read, one text each: which build, and why
 * @param next where the list continues; empty after the last page
 */
public record ListedBuilds(List<ImageSummary> builds, List<String> unreadable, Optional<PageToken> next) {
    public ListedBuilds {
        builds = List.copyOf(builds);
        unreadable = List.copyOf(unreadable);
        requireNonNull(next, "next");
    }
}
