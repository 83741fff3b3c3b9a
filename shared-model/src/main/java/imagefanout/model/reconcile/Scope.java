package imagefanout.model.reconcile;

import imagefanout.model.identity.Lineage;
import java.util.Set;

/** What a run is asked to reconcile. */
public sealed interface Scope {
    /** Every pipeline and image that is recorded or listed. */
    record AllLineages() implements Scope {}

    /** Only these. */
    record SomeLineages(Set<Lineage> lineages) implements Scope {
        public SomeLineages {
            lineages = Set.copyOf(lineages);
        }
    }

    /** Only the backlog of earlier runs. */
    record Resume() implements Scope {}

    /** Whether the run only has work if an earlier one left some. */
    default boolean requestsNothing() {
        return this instanceof Resume
                || this instanceof SomeLineages some && some.lineages().isEmpty();
    }
}
