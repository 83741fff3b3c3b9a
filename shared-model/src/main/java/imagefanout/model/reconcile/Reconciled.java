package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a run did.
 *
 * @param lineages what it did for each pipeline and image that it came to
 * @param history how the sweeps went so far
 */
public record Reconciled(Outcome outcome, List<LineageReport> lineages, SweepHistory history) {
    public enum Outcome {
        /** All that was asked for was walked. */
        COMPLETE,
        /** Time was short; the rest is noted and is taken up by a later run. */
        HANDED_ON,
        /** Another run is under way; what was asked for is noted and is taken up by it or by a later run. */
        LEFT_TO_ANOTHER_RUN,
        /** Nothing was asked for, and nothing was left from an earlier run. */
        NOTHING_TO_DO
    }

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
                .filter(lineage -> lineage.outcome() == LineageReport.Outcome.FAILED)
                .toList();
    }
}
