package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Lineage;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One walk over every lineage there is, in the order of their ARNs, however many invocations it takes.
 *
 * @param last the lineage that was done last; empty at the beginning
 * @param failed the lineages that were walked and could not be settled
 * @param blind whether a Region could not be asked for its pipelines or images
 */
public record Sweep(Instant startedAt, Optional<Lineage> last, Set<Lineage> failed, boolean blind) {
    public Sweep {
        requireNonNull(startedAt, "startedAt");
        requireNonNull(last, "last");
        failed = Set.copyOf(failed);
    }

    static Sweep from(Instant startedAt) {
        return new Sweep(startedAt, Optional.empty(), Set.of(), false);
    }

    boolean isDone(Lineage lineage) {
        return last.filter(done -> Work.BY_ARN.compare(lineage, done) <= 0).isPresent();
    }

    Sweep done(Lineage lineage, boolean hasFailed) {
        Set<Lineage> now = new HashSet<>(failed);
        if (hasFailed) {
            now.add(lineage);
        }
        return new Sweep(startedAt, Optional.of(lineage), now, blind);
    }

    Sweep blinded() {
        return new Sweep(startedAt, last, failed, true);
    }

    boolean isClean() {
        return failed.isEmpty() && !blind;
    }
}
