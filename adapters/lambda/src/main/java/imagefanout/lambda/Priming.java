package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Invokes a handler before a snapshot, without calls to AWS and without metrics. {@code priming.json} in the handler's package
 * has the {@code event}, the {@code answers} of AWS for each operation, and a text that the function's answer {@code holds}.
 */
public final class Priming {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    private static final String FILE = "priming.json";
    private static final String NAME = "priming";

    /** A little more than the time that a function keeps in reserve for its last work. */
    private static final Duration REMAINING_TIME = Duration.ofSeconds(130);

    /** Some caches of the runtime and the JDK, and the JIT compiler, need several events. */
    private static final int INVOCATIONS = 20;

    /** The log field that marks lines of priming; log4j2.xml drops those of repeated invocations. */
    private static final String FIELD = "priming";

    private static final String FIRST = "true";
    private static final String REPEATED = "repeated";

    /** Lambda's runtime loads this class on the first event. */
    private static final String CONTEXT_CLASS = "com.amazonaws.services.lambda.runtime.api.client.api.LambdaContext";

    /** Lambda's runtime sets the trace ID here, and the SDK sends it. */
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final JsonNode recorded;
    private final CannedAws answers;

    private Priming(JsonNode recorded, CannedAws answers) {
        this.recorded = recorded;
        this.answers = answers;
    }

    /**
     * Primes the handler, several times.
     *
     * @throws IOException when priming.json cannot be read or served
     */
    public static void of(Primed handler) throws IOException {
        // The console appender keeps the stream that it starts with, so it must start before the stream changes.
        LOG.debug("priming starts");
        JsonNode recorded = recorded(handler.getClass());
        loadContext();
        PrintStream out = System.out;
        System.setProperty(TRACE_PROPERTY, "Root=1-00000000-000000000000000000000000;Sampled=0");
        try (CannedAws answers = new CannedAws(recorded.path("answers"))) {
            // Metrics are printed to standard output.
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            for (int i = 0; i < INVOCATIONS; i++) {
                MDC.put(FIELD, i == 0 ? FIRST : REPEATED);
                handler.prime(new Priming(recorded, answers));
            }
        } finally {
            System.setOut(out);
            System.clearProperty(TRACE_PROPERTY);
            MDC.remove(FIELD);
        }
    }

    private static void loadContext() {
        LambdaRuntimeInternal.getUseLog4jAppender();
        try {
            Class.forName(CONTEXT_CLASS);
        } catch (ClassNotFoundException e) {
            LOG.debug("this process is not Lambda's runtime", e);
        }
    }

    private static JsonNode recorded(Class<?> handler) throws IOException {
        try (InputStream file = handler.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new FileNotFoundException(FILE + " in the package of " + handler);
            }
            return EventJson.object(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The environment that sends all calls to the canned answers. */
    public Environment environment() {
        return Environment.of(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", answers.endpoint().toString(),
                "CATALOG_TABLE", "CatalogTable",
                "ACCOUNT_REGISTRY_TABLE", "AccountRegistryTable",
                "PROMOTION_RULES_TABLE", "PromotionRulesTable",
                "OFFER_AMIS_OF_GONE_IMAGES", "false",
                "POWERTOOLS_SERVICE_NAME", NAME));
    }

    /**
     * Calls the handler by reflection, as Lambda's runtime does.
     *
     * @throws IllegalStateException when the answer does not contain the expected text
     */
    public void call(RequestStreamHandler handler) {
        InputStream event = new ByteArrayInputStream(EventJson.bytes(recorded.path("event")));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.getClass()
                    .getMethod("handleRequest", InputStream.class, OutputStream.class, Context.class)
                    .invoke(handler, event, answer, new DirectInvocation(NAME, NAME, () -> REMAINING_TIME));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("priming failed", e);
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        if (!text.contains(recorded.path("holds").asText())) {
            throw new IllegalStateException("priming gave an unexpected answer: " + text);
        }
    }
}
