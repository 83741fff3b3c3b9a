package imagefanout.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.LoggerFactory;

/**
 * A handler that handles events with canned AWS answers before Lambda takes a snapshot of it (SnapStart). Instances restored
 * from the snapshot have then loaded the classes that an invocation needs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">runtime hooks</a>
 */
public interface Primed extends Resource {
    /** Creates a handler from {@link Priming#environment} and passes it to {@link Priming#call}. */
    void prime(Priming priming);

    /** Call this in the constructor that Lambda calls. */
    default void primeBeforeSnapshot() {
        Core.getGlobalContext().register(this);
    }

    /** Never fails. Without priming only the first invocation is slower; without a snapshot no version can be published. */
    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            Priming.of(this);
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(Primed.class)
                    .warn("priming failed: the first invocation after each restore is slower", e);
        }
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {}
}
