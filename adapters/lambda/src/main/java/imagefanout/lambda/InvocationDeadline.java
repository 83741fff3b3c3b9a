package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import imagefanout.model.Deadline;
import java.time.Duration;

/** The time that an invocation has left, less what is needed to end it in order. */
public final class InvocationDeadline implements Deadline {
    private static final Duration TO_END_IN_ORDER = Duration.ofSeconds(1);

    private final Context context;

    public InvocationDeadline(Context context) {
        this.context = context;
    }

    @Override
    public Duration left() {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_END_IN_ORDER);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
