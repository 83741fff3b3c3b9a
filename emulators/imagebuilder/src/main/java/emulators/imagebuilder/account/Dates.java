package emulators.imagebuilder.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats dates in Image Builder's two formats. */
public final class Dates {

    private static final DateTimeFormatter API = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MESSAGE =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private Dates() {}

    /** The format of API answers: 2022-07-28T01:13:45.366Z. */
    public static String inAnswer(Instant instant) {
        return API.format(instant);
    }

    /** The format of SNS messages: Jul 28, 2022 1:13:45 AM. */
    public static String inMessage(Instant instant) {
        return MESSAGE.format(instant);
    }
}
