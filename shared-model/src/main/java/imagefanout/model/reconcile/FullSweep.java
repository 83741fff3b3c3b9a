package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.util.Optional;

/**
 * One walk over every lineage there is, in the order of their ARNs, however many invocations it takes.
 *
 * @param last the lineage that was done last; empty at the beginning
 * @param hasFailed whether a lineage could not be settled, or a Region not be asked for its pipelines or images
 */
public record FullSweep(Optional<Lineage> last, boolean hasFailed) {
    static final FullSweep BEGUN = new FullSweep(Optional.empty(), false);

    public FullSweep {
        requireNonNull(last, "last");
    }

    boolean isDone(Lineage lineage) {
        return last.filter(done -> Backlog.BY_ARN.compare(lineage, done) <= 0).isPresent();
    }

    FullSweep done(Lineage lineage, boolean failed) {
        return new FullSweep(Optional.of(lineage), hasFailed || failed);
    }

    FullSweep failed() {
        return new FullSweep(last, true);
    }
}
