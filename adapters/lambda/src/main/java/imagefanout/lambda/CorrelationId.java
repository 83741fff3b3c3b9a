package imagefanout.lambda;

import imagefanout.model.identity.ImageBuildArn;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Adds the image that is being processed to every log line. */
public final class CorrelationId {
    /** The field that Powertools for AWS Lambda uses for it. */
    private static final String FIELD = "correlation_id";

    private CorrelationId() {}

    /** Runs {@code work} and returns its result. */
    public static <T> T during(ImageBuildArn image, Supplier<T> work) {
        MDC.put(FIELD, image.toString());
        try {
            return work.get();
        } finally {
            MDC.remove(FIELD);
        }
    }
}
