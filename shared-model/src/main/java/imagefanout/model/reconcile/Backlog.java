package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The work that is left to do.
 *
 * @param walk where the walk over one of these lineages stopped
 */
public record Backlog(SortedSet<Lineage> lineages, Optional<FullSweep> sweep, Optional<WalkPosition> walk) {
    public static final Comparator<Lineage> BY_ARN = Comparator.comparing(Lineage::toString);
    public static final Backlog NONE = new Backlog(new TreeSet<>(BY_ARN), Optional.empty(), Optional.empty());

    public Backlog {
        lineages = sorted(lineages);
        requireNonNull(sweep, "sweep");
        requireNonNull(walk, "walk");
    }

    public boolean isEmpty() {
        return lineages.isEmpty() && sweep.isEmpty();
    }

    /** In the order of their ARNs. */
    public static SortedSet<Lineage> sorted(Collection<Lineage> lineages) {
        TreeSet<Lineage> sorted = new TreeSet<>(BY_ARN);
        sorted.addAll(lineages);
        return Collections.unmodifiableSortedSet(sorted);
    }
}
