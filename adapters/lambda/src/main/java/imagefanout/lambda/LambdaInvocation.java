package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** What every handler does around its work. */
public final class LambdaInvocation {
    private LambdaInvocation() {}

    /**
     * Runs a handler on the event and writes its answer as JSON. Every log line meanwhile carries the invocation's fields.
     *
     * <p>Lambda's runtime could read the event. It would do so by a second JSON library, for a tenth of a cold start, and it
     * quotes in the log from what it does not understand.
     *
     * @throws RuntimeException what the work throws, as {@link LogRedaction} lets it into the log
     */
    public static void handle(Context context, InputStream event, OutputStream answer, Function<String, ?> work)
            throws IOException {
        String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
        Object answered = PowertoolsLogging.withLogging(context, () -> {
            try {
                return work.apply(text);
            } catch (RuntimeException e) {
                throw LogRedaction.redact(e);
            }
        });
        answer.write(Json.bytes(answered));
    }
}
