package imagefanout.endtoend.faults;

import com.amazonaws.services.lambda.runtime.Context;
import imagefanout.lambda.DirectInvocation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What Lambda tells a function of one invocation. Its time passes as the fleet's clock does. */
final class Invocation {
    /** The longest that Lambda gives. */
    static final Duration LIMIT = Duration.ofMinutes(15);

    private Invocation() {}

    static Context of(String requestId, FleetClock clock, Duration limit, BooleanSupplier isTimeUp) {
        Instant end = clock.shows().plus(limit);
        return new DirectInvocation("test", requestId, () -> left(clock.shows(), end, isTimeUp));
    }

    private static Duration left(Instant now, Instant end, BooleanSupplier isTimeUp) {
        return isTimeUp.getAsBoolean() || now.isAfter(end) ? Duration.ZERO : Duration.between(now, end);
    }
}
