package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A hold in the history of a build, and how it ended.
 *
 * @param number grows by one with each hold of the build
 * @param isActive whether the build is on hold by it now
 * @param release empty while it is active, and when the next hold replaced it or the build's ARN was built again
 */
public record HeldPeriod(long number, Hold hold, boolean isActive, Optional<Release> release) {
    public HeldPeriod {
        requireNonNull(hold, "hold");
        requireNonNull(release, "release");
    }
}
