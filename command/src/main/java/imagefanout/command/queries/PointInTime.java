package imagefanout.command.queries;

import imagefanout.model.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A time as a user writes it. A day means its end, in UTC. */
public record PointInTime(Instant instant) {
    /** @throws MalformedException when it is neither a day nor a time with an offset */
    public static PointInTime parse(String text) {
        try {
            return new PointInTime(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                                    .minusSeconds(1));
        } catch (DateTimeException e) {
            throw new MalformedException("a day such as 2026-03-15 or a time such as 2026-03-15T12:00:00Z", text);
        }
    }

    @Override
    public String toString() {
        return instant.toString();
    }
}
