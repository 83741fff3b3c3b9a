package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Lineage;
import java.util.Optional;

/**
 * One walk over every lineage there is, in the order of their ARNs, however many invocations it takes.
 *
 * @param last the lineage that was done last; empty at the beginning
 * @param hasFailed whether a lineage could not be settled, or a Region not be asked for its pipelines or images
 */
public record Sweep(Optional<Lineage> last, boolean hasFailed) {
    static final Sweep BEGUN = new Sweep(Optional.empty(), false);

    public Sweep {
        requireNonNull(last, "last");
    }

    boolean isDone(Lineage lineage) {
        return last.filter(done -> Work.BY_ARN.compare(lineage, done) <= 0).isPresent();
    }

    Sweep done(Lineage lineage, boolean failed) {
        return new Sweep(Optional.of(lineage), hasFailed || failed);
    }

    Sweep failed() {
        return new Sweep(last, true);
    }
}
