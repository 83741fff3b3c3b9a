package imagefanout.model.reconcile;

import imagefanout.model.identity.Lineage;
import java.util.Set;

/** What a run is asked to reconcile. */
public sealed interface Scope {
    /** Every pipeline and image that is known or found. */
    record Everything() implements Scope {}

    /** These alone. */
    record These(Set<Lineage> lineages) implements Scope {
        public These {
            lineages = Set.copyOf(lineages);
        }
    }

    /** Only what an earlier run left undone, if anything. */
    record LeftOver() implements Scope {}

    /** Whether a run has something to do only if an earlier one left something. */
    default boolean asksForNothing() {
        return this instanceof LeftOver
                || this instanceof These these && these.lineages().isEmpty();
    }
}
