package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer to a schedule's daily call, {@code {"keepActive": true}}. A published version with SnapStart becomes inactive when
 * nobody invokes it for 14 days, and its next invocation then fails. The call reads no table and calls no service.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">Lambda SnapStart: snapshots are deleted after 14
 *     days without invocations</a>
 */
public record KeepActive(boolean keptActive) {
    public static final KeepActive ANSWER = new KeepActive(true);

    /** Whether the event is this call, and nothing else. */
    public static boolean isIn(JsonNode event) {
        return event.size() == 1 && event.path("keepActive").booleanValue();
    }
}
