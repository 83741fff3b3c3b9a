package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.reconcile.LastReconcile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedReconcileTest {
    private static final Instant ENDED = Instant.parse("2026-01-31T23:00:00Z");

    private Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private final RememberedReconcile memory = new RememberedReconcile(new Passing());

    @Test
    void remembersNothingBeforeItWasRead() {
        assertThat(memory.remembered()).isEmpty();
    }

    @Test
    void isReadAgainAfterAMinute() {
        memory.remembering(() -> Optional.of(ENDED)).endedAt();

        now = now.plus(Duration.ofMinutes(1));
        Optional<LastReconcile> withinTheMinute = memory.remembered();
        now = now.plusMillis(1);
        Optional<LastReconcile> later = memory.remembered();

        assertThat(withinTheMinute.orElseThrow().endedAt()).contains(ENDED);
        assertThat(later).isEmpty();
    }

    @Test
    void remembersThatThereWasNone() {
        memory.remembering(Optional::empty).endedAt();

        assertThat(memory.remembered().orElseThrow().endedAt()).isEmpty();
    }

    private final class Passing extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
