package emulators.wire.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustableClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock base = new ManualClock(START);
    private final AdjustableClock clock = new AdjustableClock(base);
    private final List<String> ran = new ArrayList<>();

    private void schedule(int seconds, String name) {
        clock.schedule(Duration.ofSeconds(seconds), () -> ran.add(name + " at " + clock.instant()));
    }

    @Test
    void followsItsBase() {
        schedule(2, "task");

        base.advance(SECOND.multipliedBy(3));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
        assertThat(ran).containsExactly("task at 2026-01-01T00:00:02Z");
    }

    @Test
    void runsWhatFallsDueWhenItIsAdvanced() {
        schedule(20, "later");
        schedule(10, "sooner");
        schedule(40, "last");

        clock.advance(SECOND.multipliedBy(30));

        assertThat(ran).containsExactly("sooner at 2026-01-01T00:00:10Z", "later at 2026-01-01T00:00:20Z");
        base.advance(SECOND.multipliedBy(10));
        assertThat(ran).last().isEqualTo("last at 2026-01-01T00:00:40Z");
    }

    @Test
    void standsStillWhileItIsFrozen() {
        schedule(2, "task");

        clock.freeze();
        base.advance(SECOND.multipliedBy(10));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(ran).isEmpty();

        clock.unfreeze();
        base.advance(SECOND.multipliedBy(2));
        assertThat(ran).containsExactly("task at 2026-01-01T00:00:02Z");
    }

    @Test
    void canBeAdvancedWhileItIsFrozen() {
        schedule(2, "task");
        clock.freeze();

        clock.advance(SECOND.multipliedBy(5));

        assertThat(ran).hasSize(1);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void forgetsTasksWhenItIsResetOrStopped() {
        schedule(1, "task");
        clock.advance(Duration.ofMillis(500));
        clock.reset();
        assertThat(clock.instant()).isEqualTo(START);

        clock.stop();
        schedule(1, "other");
        base.advance(SECOND.multipliedBy(5));

        assertThat(ran).isEmpty();
    }
}
