package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.image.ImageState;
import java.time.Duration;
import java.time.Instant;

/**
 * A message's report that a build ended. Nothing of it is recorded: it only tells that GetImage need not be called again.
 *
 * @param at when the message was sent, after the build was in that state
 */
public record ReportedEnd(ImageState state, Instant at) {
    /** How far the clocks of AWS's services and of a function may differ. A build takes longer to be retried and to end again. */
    public static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

    public ReportedEnd {
        requireNonNull(state, "state");
        requireNonNull(at, "at");
    }

    /** Whether the build was recorded in that state, completely, after the message was sent. */
    public boolean isRecordedIn(RecordedBuild build) {
        return build.isFinished()
                && build.build().state() == state
                && !build.recordedAt().plus(CLOCK_MARGIN).isBefore(at);
    }
}
