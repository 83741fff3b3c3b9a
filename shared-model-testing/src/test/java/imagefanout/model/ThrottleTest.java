package imagefanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.image.ThrottledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final List<Duration> pauses = new ArrayList<>();
    private Duration left = Duration.ofMinutes(15);
    private int steps;
    private final Throttle throttle = new Throttle(
            () -> left,
            RESERVE,
            length -> {
                pauses.add(length);
                left = left.minus(length);
            },
            ThrottledException.class::isInstance,
            new Pace(),
            () -> steps++);

    @Test
    void doublesTheWaitAfterEachThrottledCallUpToFourSeconds() {
        assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(() -> throttle.call(ThrottleTest::refused));

        assertThat(pauses).extracting(Duration::toMillis).startsWith(250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L);
        assertThat(left).isLessThan(RESERVE.plusSeconds(4));
    }

    @Test
    void reducesTheWaitByAQuarterAfterEachSuccess() {
        int[] asked = {0};
        throttle.call(() -> ++asked[0] <= 2 ? refused() : "answered");
        pauses.clear();

        for (int i = 0; i < 4; i++) {
            throttle.call(() -> "answered");
        }

        assertThat(pauses).extracting(Duration::toMillis).containsExactly(375L, 281L);
    }

    @Test
    void announcesEachCallAndEachPause() {
        throttle.call(() -> "answered");
        throttle.pause(Duration.ofSeconds(1));

        assertThat(steps).isEqualTo(2);
    }

    @Test
    void keepsTheReserve() {
        left = RESERVE.plusMillis(500);

        throttle.pause(Duration.ofMillis(500));

        assertThat(left).isEqualTo(RESERVE);
        assertThat(throttle.<String>call(() -> "still")).isEqualTo("still");
        assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(() -> throttle.pause(Duration.ofMillis(1)));
        left = RESERVE.minusMillis(1);
        assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(() -> throttle.call(() -> "too late"));
    }

    private static String refused() {
        throw new ThrottledException("too many", null);
    }
}
