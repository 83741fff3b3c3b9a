package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a run did. */
public record Reconciled(ReconcileOutcome outcome, List<LineageReport> lineages, SweepHistory history) {
    public Reconciled {
        requireNonNull(outcome, "outcome");
        lineages = List.copyOf(lineages);
        requireNonNull(history, "history");
    }

    /** How many builds were missing or wrong in the catalog and are now right. */
    public int buildsRepaired() {
        return lineages.stream()
                .mapToInt(lineage -> lineage.repaired().size()
                        + lineage.deleted().size()
                        + lineage.gone().size())
                .sum();
    }

    public List<LineageReport> failed() {
        return lineages.stream()
                .filter(lineage -> lineage.outcome() == LineageOutcome.FAILED)
                .toList();
    }
}
