package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.util.Optional;

/**
 * One walk over every lineage, in the order of their ARNs. It may take several invocations.
 *
 * @param last the lineage that was done last; empty at the start
 * @param hasFailed whether a lineage failed, or a Region's pipelines or images could not be listed
 */
public record FullSweep(Optional<Lineage> last, boolean hasFailed) {
    static final FullSweep START = new FullSweep(Optional.empty(), false);

    public FullSweep {
        requireNonNull(last, "last");
    }

    boolean isDone(Lineage lineage) {
        return last.filter(done -> Backlog.BY_ARN.compare(lineage, done) <= 0).isPresent();
    }

    FullSweep after(Lineage lineage, boolean failed) {
        return new FullSweep(Optional.of(lineage), hasFailed || failed);
    }

    FullSweep withFailure() {
        return new FullSweep(last, true);
    }
}
