package imagefanout.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.LoggerFactory;

/**
 * A handler that Lambda may take a snapshot of (SnapStart). Before that it handles one event with recorded answers instead of
 * AWS, so that an instance restored from the snapshot has loaded and linked what an invocation needs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">runtime hooks</a>
 */
public interface Rehearsed extends Resource {
    /** Has the rehearsal call a handler of its own, which lives in the rehearsal's environment. */
    void rehearse(Rehearsal rehearsal);

    /** To be called by the constructor that Lambda calls. The context of snapshots holds the handler, but weakly. */
    default void rehearseBeforeSnapshot() {
        Core.getGlobalContext().register(this);
    }

    /** Without a rehearsal a first caller waits longer; without a snapshot no version can be published. So it never fails. */
    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            Rehearsal.of(this);
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(Rehearsed.class)
                    .warn("not rehearsed: the first caller after each restore waits", e);
        }
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {}
}
