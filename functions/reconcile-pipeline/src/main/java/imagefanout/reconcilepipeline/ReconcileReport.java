package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.lambda.CorrelationId;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.reconcile.LineageOutcome;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.ReconcileAbortedException;
import imagefanout.model.reconcile.Reconciled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports a run in metrics and in the log: one line for the run, each recorded build and each lineage that changed. */
final class ReconcileReport {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileReport.class);

    private final FleetMetrics metrics;
    private final Clock clock;

    ReconcileReport(FleetMetrics metrics, Clock clock) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Reports a recorded build as record-image does. */
    void recorded(RecordResult result) {
        CorrelationId.during(result.arn(), () -> {
            metrics.recorded(result);
            return result;
        });
    }

    /**
     * Counts what the messages of an event led to.
     *
     * @param skipped messages that report no build's end
     * @param repaired builds that were not recorded though the message was sent minutes ago
     */
    void noticed(int skipped, int repaired) {
        metrics.skipped(skipped);
        if (repaired > 0) {
            metrics.count(Map.of("BuildsRepaired", repaired));
        }
    }

    /**
     * Publishes how many builds are on hold, and for how many whole days the oldest hold has been set. If they cannot be read,
     * it publishes nothing: two metrics are no reason to do without a sweep.
     */
    void onHold(Supplier<List<RecordedBuild>> holds) {
        try {
            onHold(holds.get());
        } catch (StorageException e) {
            LOG.error("holds not counted", entry("failure", LogRedaction.redact(e.getMessage())));
        }
    }

    private void onHold(List<RecordedBuild> builds) {
        Instant now = clock.instant();
        long oldestDays = builds.stream()
                .flatMap(build -> build.hold().stream())
                .mapToLong(hold -> Duration.between(hold.at(), now).toDays())
                .max()
                .orElse(0);
        metrics.count(Map.of("ActiveHolds", builds.size(), "OldestHoldDays", (int) Math.max(0, oldestDays)));
    }

    void ended(Reconciled result) {
        result.lineages().stream().filter(ReconcileReport::hasChanged).forEach(ReconcileReport::log);
        LOG.info(
                "reconcile ended",
                entry("outcome", result.outcome()),
                entry("lineages", result.lineages().size()),
                entry("repaired", result.buildsRepaired()),
                entry("failed", result.failed().size()));
        Map<String, Integer> counts = sweeps(result.history());
        counts.put("BuildsRepaired", result.buildsRepaired());
        counts.put("LineagesFailed", result.failed().size());
        metrics.count(counts);
    }

    private static boolean hasChanged(LineageReport lineage) {
        return lineage.outcome() != LineageOutcome.SETTLED
                || lineage.buildsRepaired() > 0
                || lineage.expired() > 0
                || lineage.removed() > 0;
    }

    private static void log(LineageReport lineage) {
        LOG.info(
                "lineage reconciled",
                entry("lineage", lineage.lineage()),
                entry("outcome", lineage.outcome()),
                entry("listed", lineage.listed()),
                entry("repaired", lineage.repaired().size()),
                entry("deleted", lineage.deleted().size()),
                entry("gone", lineage.gone().size()),
                entry("expired", lineage.expired()),
                entry("removed", lineage.removed()),
                entry(
                        "failures",
                        lineage.failures().stream().map(LogRedaction::redact).toList()));
    }

    /** Publishes the metrics of an aborted run. Lambda's runtime logs the exception. */
    void aborted(ReconcileAbortedException aborted) {
        metrics.count(sweeps(aborted.history()));
    }

    /** HoursSinceReconciled is not published before the first successful sweep. */
    private Map<String, Integer> sweeps(SweepHistory history) {
        Map<String, Integer> counts = new HashMap<>();
        counts.put("SweepsFailedInARow", history.consecutiveFailures());
        history.lastCleanAt()
                .ifPresent(endedAt -> counts.put("HoursSinceReconciled", (int)
                        Duration.between(endedAt, clock.instant()).toHours()));
        return counts;
    }
}
