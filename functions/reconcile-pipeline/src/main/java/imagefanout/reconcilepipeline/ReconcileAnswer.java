package imagefanout.reconcilepipeline;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.Reconciled;
import java.time.Instant;
import java.util.List;

/**
 * The function's answer: the outcome of the run and of each pipeline and image.
 *
 * @param otherRunUntil when the lease of another run expires, if the work was left to it; that run renews it while it works
 * @param skipped the number of messages that report no build's end
 */
public record ReconcileAnswer(
        String outcome, String otherRunUntil, int buildsRepaired, int skipped, List<LineageEntry> lineages) {
    /** {@code lineage} is the ARN of a pipeline, or of an image without its version. */
    public record LineageEntry(
            String lineage,
            String outcome,
            int listed,
            int unchanged,
            int inProgress,
            List<String> repaired,
            List<String> deleted,
            List<String> gone,
            int expired,
            int removed) {}

    /** @param repaired builds that were recorded because messages named them */
    static ReconcileAnswer of(Reconciled result, int repaired, int skipped) {
        return new ReconcileAnswer(
                result.outcome().name(),
                result.otherRunUntil().map(Instant::toString).orElse(null),
                repaired + result.buildsRepaired(),
                skipped,
                result.lineages().stream().map(ReconcileAnswer::entry).toList());
    }

    private static LineageEntry entry(LineageReport report) {
        return new LineageEntry(
                report.lineage(),
                report.outcome().name(),
                report.listed(),
                report.unchanged(),
                report.inProgress(),
                texts(report.repaired()),
                texts(report.deleted()),
                texts(report.gone()),
                report.expired(),
                report.removed());
    }

    private static List<String> texts(List<ImageBuildArn> arns) {
        return arns.stream().map(ImageBuildArn::toString).toList();
    }
}
