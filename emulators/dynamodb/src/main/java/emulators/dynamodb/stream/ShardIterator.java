package emulators.dynamodb.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.ValidationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A position in a stream's only shard. Valid for 15 minutes.
 *
 * @param sequence the number of the next record, which need not exist
 */
public record ShardIterator(String streamArn, long sequence, Instant issued) {

    private static final Duration VALID = Duration.ofMinutes(15);

    public ShardIterator {
        requireNonNull(streamArn, "streamArn");
        requireNonNull(issued, "issued");
    }

    /** @throws ValidationException if the text is not an iterator */
    public static ShardIterator parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\|", -1);
            if (parts.length == 3) {
                return new ShardIterator(
                        parts[0], Long.parseLong(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2])));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ValidationException invalid() {
        return new ValidationException("Invalid ShardIterator");
    }

    public String text() {
        String parts = streamArn + "|" + sequence + "|" + issued.toEpochMilli();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(UTF_8));
    }

    public boolean isExpired(Instant now) {
        return issued.plus(VALID).isBefore(now);
    }
}
