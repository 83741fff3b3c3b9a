package emulators.imagebuilder.schedule;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resource;
import emulators.wire.clock.EmulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts builds on the schedules of pipelines. A pipeline that waits for dependency updates is built once after each change of the pipeline, because the emulator has no updates of parent images and components. A pipeline is disabled after too many failed builds, if its schedule has such a limit.
 */
public final class ScheduledBuilds {

    private final Account account;
    private final EmulatorClock clock;
    private final Optional<Consumer<Resource>> start;

    /**
     * @param start starts a build of a pipeline, called with the account's lock; empty if schedules are off
     */
    public ScheduledBuilds(Account account, EmulatorClock clock, Optional<Consumer<Resource>> start) {
        this.account = requireNonNull(account, "account");
        this.clock = requireNonNull(clock, "clock");
        this.start = requireNonNull(start, "start");
    }

    /** Schedules the next build of a new or changed pipeline. Called with the account's lock. */
    public void watch(Resource pipeline) {
        if (start.isPresent()
                && pipeline.text("status").filter("ENABLED"::equals).isPresent()) {
            PipelineSchedule.of(pipeline.document())
                    .ifPresent(schedule -> account.afterUnlock(() -> await(pipeline, schedule)));
        }
    }

    private void await(Resource pipeline, PipelineSchedule schedule) {
        Instant now = clock.instant();
        schedule.after(now)
                .ifPresent(next -> clock.schedule(Duration.between(now, next), () -> run(pipeline, schedule)));
    }

    /** Starts a build and schedules the next one, unless the pipeline has been changed or deleted. */
    private void run(Resource pipeline, PipelineSchedule schedule) {
        boolean same = account.withLock(() -> {
            if (account.pipelines()
                    .find(pipeline.arn())
                    .filter(pipeline::equals)
                    .isEmpty()) {
                return false;
            }
            if (account.images().consecutiveFailures(pipeline.arn()) >= schedule.maxFailures()) {
                account.pipelines()
                        .replace(pipeline.arn(), pipeline.document().deepCopy().put("status", "DISABLED"));
                return false;
            }
            if (schedule.always() || !isBuilt(pipeline)) {
                start.orElseThrow().accept(pipeline);
            }
            return true;
        });
        if (same) {
            await(pipeline, schedule);
        }
    }

    private boolean isBuilt(Resource pipeline) {
        return account.images().ofPipeline(pipeline.arn()).map(Image::inputs).anyMatch(inputs -> inputs.pipeline()
                .filter(pipeline.document()::equals)
                .isPresent());
    }
}
