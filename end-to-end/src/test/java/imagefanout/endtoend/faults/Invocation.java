package imagefanout.endtoend.faults;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What Lambda tells a function of one invocation. Its time passes as the fleet's clock does. */
final class Invocation implements Context {
    /** The longest that Lambda gives. */
    static final Duration LIMIT = Duration.ofMinutes(15);

    private final String requestId;
    private final FleetClock clock;
    private final Instant end;
    private final BooleanSupplier isTimeUp;

    Invocation(String requestId, FleetClock clock, Duration limit, BooleanSupplier isTimeUp) {
        this.requestId = requestId;
        this.clock = clock;
        this.end = clock.shows().plus(limit);
        this.isTimeUp = isTimeUp;
    }

    @Override
    public int getRemainingTimeInMillis() {
        long left = Duration.between(clock.shows(), end).toMillis();
        return isTimeUp.getAsBoolean() ? 0 : (int) Math.max(0, left);
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "test";
    }

    @Override
    public String getLogStreamName() {
        return "test";
    }

    @Override
    public String getFunctionName() {
        return "test";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:test";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("the fleet logs through Powertools");
    }
}
