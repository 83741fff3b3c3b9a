package imagefanout.model.answers;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an account or an AMI is behind the newest offered build.
 *
 * @param builds how many newer builds are offered
 * @param atLeast whether the search ended before the number was certain
 * @param days whole days between the creation of its build and of the newest; empty when it has none
 * @param has its build; empty when none was found
 */
public record Behind(int builds, boolean atLeast, OptionalLong days, Optional<ImageBuildArn> has) {
    static Behind with(Build own, int builds, Build newest) {
        Duration age = Duration.between(own.createdAt(), newest.createdAt());
        return new Behind(builds, false, OptionalLong.of(Math.max(0, age.toDays())), Optional.of(own.arn()));
    }

    static Behind without(int builds, boolean atLeast) {
        return new Behind(builds, atLeast, OptionalLong.empty(), Optional.empty());
    }

    Behind orMore() {
        return new Behind(builds, true, days, has);
    }

    /** Returns whichever of an account's two positions is further behind. */
    Behind orFurther(Behind other) {
        if (has.isEmpty() != other.has.isEmpty()) {
            return has.isEmpty() ? this : other;
        }
        return builds >= other.builds ? this : other;
    }
}
