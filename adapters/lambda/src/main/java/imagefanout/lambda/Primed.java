package imagefanout.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.LoggerFactory;

/**
 * A handler that is primed before Lambda takes a snapshot of it (SnapStart): it handles one event with canned answers instead
 * of AWS. An instance restored from the snapshot then has loaded and linked what an invocation needs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">runtime hooks</a>
 */
public interface Primed extends Resource {
    /** Passes a handler that was made from the priming's environment to {@link Priming#call}. */
    void prime(Priming priming);

    /** Call this in the constructor that Lambda calls. */
    default void primeBeforeSnapshot() {
        Core.getGlobalContext().register(this);
    }

    /** Never fails: without priming the first caller waits longer, but without a snapshot no version can be published. */
    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            Priming.of(this);
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(Primed.class)
                    .warn("priming failed: the first caller after each restore waits longer", e);
        }
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {}
}
