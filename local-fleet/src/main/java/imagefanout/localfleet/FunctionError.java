package imagefanout.localfleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Lambda's answer when a handler throws.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Lambda function errors in Java</a>
 */
final class FunctionError {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FunctionError() {}

    static byte[] of(Throwable thrown) throws JsonProcessingException {
        List<String> stackTrace = Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        Map<String, Object> error = Map.of(
                "errorMessage", String.valueOf(thrown.getMessage()),
                "errorType", thrown.getClass().getName(),
                "stackTrace", stackTrace);
        return JSON.writeValueAsBytes(error);
    }
}
