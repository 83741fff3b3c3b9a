package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.stream.LongStream;

/**
 * When a rule may promote: every day from {@code start} for {@code hours} hours. Where the clock is turned forward over the start,
 * the window opens as much later as the clock was turned; where it is turned back, at the first of the two times. The hours are
 * elapsed time, whatever the clock does meanwhile. With 24 hours it is always open.
 *
 * @see ZonedDateTime#of(LocalDate, LocalTime, ZoneId)
 */
public record PromotionWindow(LocalTime start, int hours, ZoneId zone) {
    private static final int ALWAYS = 24;
    /** A window that opened two dates ago can still be open where a zone skips a date. */
    private static final int DATES = 3;

    public PromotionWindow {
        requireNonNull(start, "start");
        requireNonNull(zone, "zone");
        if (hours < 1 || hours > ALWAYS) {
            throw new MalformedException("1 to " + ALWAYS + " hours", Integer.toString(hours));
        }
    }

    /** The time itself while the window is open, or else when it opens next. */
    Instant next(Instant at) {
        if (hours == ALWAYS) {
            return at;
        }
        LocalDate date = at.atZone(zone).toLocalDate();
        return LongStream.rangeClosed(-DATES, DATES)
                .mapToObj(days -> ZonedDateTime.of(date.plusDays(days), start, zone))
                .filter(opens -> opens.plusHours(hours).toInstant().isAfter(at))
                .map(opens -> opens.toInstant().isAfter(at) ? opens.toInstant() : at)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** {@code 09:00 for 8 hours, Europe/Berlin}. */
    @Override
    public String toString() {
        return start + " for " + hours + " hours, " + zone;
    }
}
