package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import imagefanout.model.Deadline;
import java.time.Duration;

/** The time that an invocation has left, minus one second for its answer. */
public final class InvocationDeadline implements Deadline {
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private final Context context;

    public InvocationDeadline(Context context) {
        this.context = context;
    }

    @Override
    public Duration left() {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
