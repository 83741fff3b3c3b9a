package imagefanout.imagebuilder;

import imagefanout.model.MalformedException;
import imagefanout.model.image.ImageBuilderException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Parses the texts of one answer. Errors name the call and the field. */
final class AnswerParser {
    private final String call;
    private final List<String> warnings = new ArrayList<>();

    /** @param call the operation and its subject, for messages */
    AnswerParser(String call) {
        this.call = call;
    }

    <T> T required(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(field, e);
        }
    }

    /** Empty when the text is null or empty. */
    <T> Optional<T> optional(String field, String text, Function<String, T> parse) {
        return text(text).map(present -> required(field, present, parse));
    }

    /** As {@link #required}, but empty with a warning when the text is missing or cannot be read. */
    <T> Optional<T> readable(String field, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            warn(field, e.getMessage());
            return Optional.empty();
        }
    }

    /** As {@link #readable}, but without a warning when the text is null or empty. */
    <T> Optional<T> readableIfPresent(String field, String text, Function<String, T> parse) {
        return text(text).flatMap(present -> readable(field, present, parse));
    }

    /** As {@link #readable} for each of the texts. */
    <T> List<T> eachReadable(String field, List<String> texts, Function<String, T> parse) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> readable(field + "[" + i + "]", texts.get(i), parse))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty with a warning when the text is null or empty. */
    Optional<String> expected(String field, String text, String what) {
        if (text(text).isEmpty()) {
            warn(field, "missing value: expected " + what);
        }
        return text(text);
    }

    void warn(String field, String why) {
        warnings.add(field + ": " + why);
    }

    /** What could not be read, by path, in the order of the answer. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns the value, which must not be null. */
    <T> T present(String field, T value) {
        if (value == null) {
            throw malformed(field, new IllegalArgumentException("it is missing"));
        }
        return value;
    }

    /** An instant as the service writes it, {@code 2026-01-31T12:00:00.000Z}. */
    static Instant instant(String time) {
        if (time == null) {
            throw new MalformedException("a date", time);
        }
        OffsetDateTime parsed = OffsetDateTime.parse(time);
        if (parsed.getYear() < 0 || parsed.getYear() > 9999) {
            throw new MalformedException("a date in the years 0 to 9999", time);
        }
        return parsed.toInstant();
    }

    static Optional<String> text(String text) {
        return Optional.ofNullable(text).filter(present -> !present.isEmpty());
    }

    ImageBuilderException malformed(String field, RuntimeException cause) {
        return new ImageBuilderException(
                call + ": the answer's " + field + " is malformed: " + cause.getMessage(), cause);
    }
}
