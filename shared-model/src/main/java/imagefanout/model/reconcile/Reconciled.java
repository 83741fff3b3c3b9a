package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a run did.
 *
 * @param lineages what it did for each pipeline and image that it came to
 * @param history how the sweeps went so far
 */
public record Reconciled(ReconcileOutcome outcome, List<LineageReport> lineages, SweepHistory history) {
    public Reconciled {
        requireNonNull(outcome, "outcome");
        lineages = List.copyOf(lineages);
        requireNonNull(history, "history");
    }

    /** How many builds the catalog had wrong or not at all, and has right now. */
    public int buildsRepaired() {
        return lineages.stream()
                .mapToInt(
                        lineage -> lineage.repaired().size() + lineage.deleted().size())
                .sum();
    }

    /** The reports of what failed. */
    public List<LineageReport> failed() {
        return lineages.stream()
                .filter(lineage -> lineage.outcome() == LineageOutcome.FAILED)
                .toList();
    }
}
