package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Runs a handler within Lambda's stream interface. */
public final class LambdaInvocation {
    private LambdaInvocation() {}

    /**
     * Runs a handler on the event and writes its answer as JSON. Log lines get the invocation's fields.
     *
     * <p>Lambda's runtime could parse the event. But it would load a second JSON library, which takes a tenth of a cold start,
     * and quote invalid input in the log.
     *
     * @throws RuntimeException the handler's exception, redacted by {@link LogRedaction}
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
