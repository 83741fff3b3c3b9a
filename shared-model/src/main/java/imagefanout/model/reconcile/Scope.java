package imagefanout.model.reconcile;

import imagefanout.model.identity.Lineage;
import java.util.Set;

/** What a run is asked to reconcile. */
public sealed interface Scope {
    /** Every pipeline and image that is known or found. */
    record AllLineages() implements Scope {}

    /** These alone. */
    record SomeLineages(Set<Lineage> lineages) implements Scope {
        public SomeLineages {
            lineages = Set.copyOf(lineages);
        }
    }

    /** Only what an earlier run left undone, if anything. */
    record Resume() implements Scope {}

    /** Whether a run has something to do only if an earlier one left something. */
    default boolean asksForNothing() {
        return this instanceof Resume
                || this instanceof SomeLineages these && these.lineages().isEmpty();
    }
}
