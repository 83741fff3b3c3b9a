package imagefanout.model.answers;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an account, or an AMI, is behind the newest build that is offered.
 *
 * @param builds how many offered builds are newer than its own
 * @param atLeast true when it was not looked further back
 * @param days whole days between the creation of its own build and that of the newest; empty when it has none
 * @param has its own build; empty when none was found
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

    /** Of two places of one account, that which is further behind. */
    Behind orFurther(Behind other) {
        if (has.isEmpty() != other.has.isEmpty()) {
            return has.isEmpty() ? this : other;
        }
        return builds >= other.builds ? this : other;
    }
}
