package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import java.time.Clock;

/** What lives as long as the function does, whatever the invocation. */
record LongLived(Dashboard dashboard, DescribeApi describeApi, RememberedReconcile lastReconcile, Clock clock) {
    LongLived {
        requireNonNull(dashboard, "dashboard");
        requireNonNull(describeApi, "describeApi");
        requireNonNull(lastReconcile, "lastReconcile");
        requireNonNull(clock, "clock");
    }

    static LongLived with(Clock clock) {
        return new LongLived(new Dashboard(), new DescribeApi(), new RememberedReconcile(clock), clock);
    }
}
