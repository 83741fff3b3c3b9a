package imagefanout.lambda;

import imagefanout.model.ImageBuildArn;
import org.slf4j.MDC;

/** Puts the image at work into every log line that is written until this is closed. */
public final class CorrelationId implements AutoCloseable {
    /** The field that Powertools for AWS Lambda uses for it. */
    private static final String FIELD = "correlation_id";

    private final MDC.MDCCloseable field;

    public CorrelationId(ImageBuildArn image) {
        field = MDC.putCloseable(FIELD, image.toString());
    }

    @Override
    public void close() {
        field.close();
    }
}
