package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;

/**
 * A build that a channel points at, or falls back to.
 *
 * @param createdAt when the build was created
 * @param at since when the channel has it: when it was last pointed at the build
 */
public record Promotion(ImageBuildArn build, Instant createdAt, Instant at) {
    public Promotion {
        requireNonNull(build, "build");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(at, "at");
    }

    public BuildPosition position() {
        return new BuildPosition(createdAt, build.version(), build.build(), build.name());
    }

    /** Whether this is the promoted build, and not one that was built later under the same ARN. */
    public boolean isOf(Build recorded) {
        return build.equals(recorded.arn()) && !recorded.isBuiltAfter(createdAt);
    }

    boolean isSameBuild(Promotion other) {
        return build.equals(other.build) && createdAt.equals(other.createdAt);
    }

    /** Whether its build is newer than the other's. */
    boolean isNewerThan(Promotion other) {
        return position().compareTo(other.position()) > 0;
    }
}
