package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Runs the handlers: reads events, logs with the invocation's fields, writes answers. */
public final class LambdaInvocation {
    private LambdaInvocation() {}

    /**
     * Runs a handler on the event and writes its answer as JSON. Every log line meanwhile carries the invocation's fields.
     *
     * <p>Lambda's runtime could parse the event, but it would load a second JSON library, a tenth of a cold start, and quote
     * invalid input in the log.
     *
     * @throws RuntimeException what the handler throws, without what {@link LogRedaction} removes
     */
    public static void handle(Context context, InputStream event, OutputStream answer, Function<String, ?> handler)
            throws IOException {
        String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
        Object answered = PowertoolsLogging.withLogging(context, () -> {
            try {
                return handler.apply(text);
            } catch (RuntimeException e) {
                throw LogRedaction.redact(e);
            }
        });
        answer.write(EventJson.bytes(answered));
    }
}
