package imagefanout.model.retention;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long builds are kept. A build that is older than the age and not among the newest ones of its pipeline is removed, unless
 * something needs it.
 *
 * @param age answers as of a time within it stay as they are
 * @param builds how many of the newest builds of each pipeline, and of each image without one, are always kept
 */
public record RetentionRule(Duration age, int builds) {
    public RetentionRule {
        requireNonNull(age, "age");
        if (age.isNegative() || age.isZero() || builds < 1) {
            throw new IllegalArgumentException("Invalid retention of " + age + " and " + builds
                    + " builds: expected a positive age and at least one build");
        }
    }
}
