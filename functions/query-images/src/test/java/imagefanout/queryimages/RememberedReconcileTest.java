package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedReconcileTest {
    private static final Instant ENDED = Instant.parse("2026-01-31T23:00:00Z");

    private Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private final RememberedReconcile memory =
            new RememberedReconcile(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void readsAgainAfterAMinute() {
        memory.endedAt(() -> Optional.of(ENDED));

        now = now.plus(Duration.ofMinutes(1));
        Optional<Instant> withinTheMinute = memory.endedAt(Optional::empty);
        now = now.plusMillis(1);
        Optional<Instant> later = memory.endedAt(Optional::empty);

        assertThat(withinTheMinute).contains(ENDED);
        assertThat(later).isEmpty();
    }

    @Test
    void remembersThatThereIsNone() {
        memory.endedAt(Optional::empty);

        assertThat(memory.endedAt(() -> Optional.of(ENDED))).isEmpty();
    }
}
