package imagefanout.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.function.Supplier;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** What every handler does around its work. */
public final class Invoked {
    private Invoked() {}

    /**
     * What the work gives, with the invocation's fields in every log line meanwhile.
     *
     * @throws RuntimeException what the work throws, as {@link LogText} lets it into the log
     */
    public static <T> T with(Context context, Supplier<T> work) {
        return PowertoolsLogging.withLogging(context, () -> {
            try {
                return work.get();
            } catch (RuntimeException e) {
                throw LogText.of(e);
            }
        });
    }
}
