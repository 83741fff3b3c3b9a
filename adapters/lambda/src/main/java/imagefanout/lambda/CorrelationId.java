package imagefanout.lambda;

import imagefanout.model.identity.ImageBuildArn;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Puts the image at work into every log line that is written meanwhile. */
public final class CorrelationId {
    /** The field that Powertools for AWS Lambda uses for it. */
    private static final String FIELD = "correlation_id";

    private CorrelationId() {}

    /** What {@code work} gives. */
    public static <T> T during(ImageBuildArn image, Supplier<T> work) {
        MDC.put(FIELD, image.toString());
        try {
            return work.get();
        } finally {
            MDC.remove(FIELD);
        }
    }
}
