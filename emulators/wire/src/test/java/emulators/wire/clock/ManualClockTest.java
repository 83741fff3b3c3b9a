package emulators.wire.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsDueTasksInOrderAtTheirInstants() {
        clock.schedule(Duration.ofSeconds(2), () -> ran.add("b " + clock.instant()));
        clock.schedule(Duration.ofSeconds(1), () -> {
            ran.add("a " + clock.instant());
            clock.schedule(Duration.ofSeconds(2), () -> ran.add("c " + clock.instant()));
        });
        clock.schedule(Duration.ofSeconds(4), () -> ran.add("d"));

        clock.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("a 2026-01-01T00:00:01Z", "b 2026-01-01T00:00:02Z", "c 2026-01-01T00:00:03Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void runsTasksWithoutDelayAtOnce() {
        clock.schedule(Duration.ZERO, () -> ran.add("now"));

        assertThat(ran).containsExactly("now");
    }
}
