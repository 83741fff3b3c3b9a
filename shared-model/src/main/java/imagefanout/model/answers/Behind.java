package imagefanout.model.answers;

import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an account or an AMI is behind the newest offered build.
 *
 * @param builds how many newer builds are offered
 * @param atLeast whether the search ended before the number was certain
 * @param days whole days between the creation of its build and of the newest; empty when it has none
 * @param has its build; empty when it has no offered one
 * @param notOffered the newest build that it has; only when it has no offered one
 */
public record Behind(
        int builds, boolean atLeast, OptionalLong days, Optional<ImageBuildArn> has, Optional<NotOffered> notOffered) {
    /** A build that is no account's latest, by its state or by a hold. */
    public record NotOffered(ImageBuildArn imageArn, ImageState state, Optional<Hold> hold) {}

    static Behind with(Build own, int builds, boolean atLeast, Build newest) {
        Duration age = Duration.between(own.createdAt(), newest.createdAt());
        return new Behind(
                builds, atLeast, OptionalLong.of(Math.max(0, age.toDays())), Optional.of(own.arn()), Optional.empty());
    }

    static Behind without(int builds, boolean atLeast) {
        return new Behind(builds, atLeast, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    Behind butHas(RecordedBuild other) {
        NotOffered build = new NotOffered(other.build().arn(), other.build().state(), other.hold());
        return new Behind(builds, atLeast, days, has, Optional.of(build));
    }

    /** Returns whichever of an account's two positions is further behind. */
    Behind orFurther(Behind other) {
        if (has.isEmpty() != other.has.isEmpty()) {
            return has.isEmpty() ? this : other;
        }
        if (notOffered.isPresent() != other.notOffered.isPresent()) {
            return notOffered.isPresent() ? this : other;
        }
        return builds >= other.builds ? this : other;
    }
}
