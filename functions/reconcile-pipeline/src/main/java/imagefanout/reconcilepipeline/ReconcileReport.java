package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.lambda.CorrelationId;
import imagefanout.lambda.LogText;
import imagefanout.lambda.Meter;
import imagefanout.lambda.RecordingReport;
import imagefanout.model.RecordResult;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.ReconcileBrokenException;
import imagefanout.model.reconcile.Reconciled;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a run, in one log line, one more for each build that it recorded and for each pipeline where it did something, and
 * in metrics, what it did.
 */
final class ReconcileReport {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileReport.class);

    private static final String SWEEPS_FAILED = "SweepsFailedInARow";

    private final Meter meter;
    private final RecordingReport recordings;

    ReconcileReport(Meter meter) {
        this.meter = requireNonNull(meter, "meter");
        this.recordings = new RecordingReport(meter);
    }

    /** As record-image does: a copy that is missing counts whoever recorded the build. */
    void recorded(RecordResult result) {
        CorrelationId.during(result.arn(), () -> {
            recordings.recorded(result);
            return result;
        });
    }

    void ended(Reconciled result) {
        for (LineageReport lineage : result.lineages()) {
            if (lineage.outcome() != LineageReport.Outcome.SETTLED
                    || !lineage.repaired().isEmpty()
                    || !lineage.deleted().isEmpty()
                    || lineage.expired() > 0) {
                LOG.info(
                        "lineage reconciled",
                        entry("lineage", lineage.lineage()),
                        entry("outcome", lineage.outcome()),
                        entry("listed", lineage.listed()),
                        entry("repaired", lineage.repaired().size()),
                        entry("deleted", lineage.deleted().size()),
                        entry("expired", lineage.expired()),
                        entry("failures", LogText.of(lineage.failures())));
            }
        }
        LOG.info(
                "reconcile ended",
                entry("outcome", result.outcome()),
                entry("lineages", result.lineages().size()),
                entry("repaired", result.buildsRepaired()),
                entry("failed", result.failed().size()));
        meter.count(
                Map.of(),
                Map.of(
                        "BuildsRepaired",
                        result.buildsRepaired(),
                        "LineagesFailed",
                        result.failed().size(),
                        SWEEPS_FAILED,
                        result.sweepsFailedInARow()));
    }

    /** The failure itself comes through to the log. */
    void broken(ReconcileBrokenException broken) {
        meter.count(Map.of(), Map.of(SWEEPS_FAILED, broken.sweepsFailedInARow()));
    }
}
