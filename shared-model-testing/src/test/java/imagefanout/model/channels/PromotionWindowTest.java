package imagefanout.model.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows over changes of the clock, compared with a reckoning that asks for every quarter of an hour. */
final class PromotionWindowTest {
    private static final Duration STEP = Duration.ofMinutes(15);

    /** A zone, and a time around which it turns its clock. */
    private record Turn(String zone, String around) {}

    private static final List<Turn> TURNS = List.of(
            new Turn("Europe/Berlin", "2026-03-29T01:00:00Z"),
            new Turn("Europe/Berlin", "2026-10-25T01:00:00Z"),
            new Turn("America/New_York", "2026-03-08T07:00:00Z"),
            new Turn("America/New_York", "2026-11-01T06:00:00Z"),
            new Turn("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
            new Turn("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
            new Turn("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
            new Turn("Pacific/Apia", "2011-12-30T10:00:00Z"),
            new Turn("UTC", "2026-06-01T00:00:00Z"));

    @Test
    void opensWhenTheReckoningSays() {
        Random random = new Random(1);
        for (Turn turn : TURNS) {
            for (int i = 0; i < 40; i++) {
                LocalTime start = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
                PromotionWindow window = new PromotionWindow(start, 1 + random.nextInt(23), ZoneId.of(turn.zone()));
                Instant from = Instant.parse(turn.around())
                        .minus(Duration.ofHours(36))
                        .plus(STEP.multipliedBy(random.nextInt(4 * 72)));
                Instant expected = from;
                while (!isOpen(window, expected)) {
                    expected = expected.plus(STEP);
                }

                assertThat(window.next(from)).as("%s at %s", window, from).isEqualTo(expected);
            }
        }
    }

    @Test
    void aWindowOfADayIsAlwaysOpen() {
        PromotionWindow window = new PromotionWindow(LocalTime.NOON, 24, ZoneId.of("Europe/Berlin"));

        for (Instant at = Instant.parse("2026-10-24T00:00:00Z");
                at.isBefore(Instant.parse("2026-10-27T00:00:00Z"));
                at = at.plus(STEP)) {
            assertThat(window.next(at)).isEqualTo(at);
        }
    }

    @Test
    void daysEndAtTheSameTimeOfDayThoughTheClockIsTurned() {
        PromotionRule rule = FollowChannelTest.rule(7, "Europe/Berlin");

        assertThat(rule.dueAt(Instant.parse("2026-03-25T09:00:00Z"))).isEqualTo(Instant.parse("2026-04-01T08:00:00Z"));
        assertThat(rule.dueAt(Instant.parse("2026-10-20T08:00:00Z"))).isEqualTo(Instant.parse("2026-10-27T09:00:00Z"));
    }

    static boolean isOpen(PromotionWindow window, Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, window.zone());
        for (int days = -4; days <= 4; days++) {
            Instant opens = opens(window, local.toLocalDate().plusDays(days).atTime(window.start()));
            if (!at.isBefore(opens) && at.isBefore(opens.plusSeconds(3600L * window.hours()))) {
                return true;
            }
        }
        return false;
    }

    private static Instant opens(PromotionWindow window, LocalDateTime local) {
        List<ZoneOffset> offsets = window.zone().getRules().getValidOffsets(local);
        ZoneOffset offset = offsets.isEmpty()
                ? window.zone().getRules().getTransition(local).getOffsetBefore()
                : offsets.get(0);
        return local.toInstant(offset);
    }
}
