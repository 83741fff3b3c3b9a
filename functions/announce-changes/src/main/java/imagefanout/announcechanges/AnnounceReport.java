package imagefanout.announcechanges;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.announce.AnnounceChanges;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports each run in the log and in metrics. */
final class AnnounceReport {
    private static final Logger LOG = LoggerFactory.getLogger(AnnounceReport.class);

    private final FleetMetrics metrics;

    AnnounceReport(FleetMetrics metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    void ran(AnnounceChanges.Announced announced) {
        announced
                .failures()
                .forEach((hint, failure) -> LOG.error(
                        "change not announced",
                        entry("hint", LogRedaction.redact(hint.toString())),
                        entry("failure", LogRedaction.redact(failure.toString()))));
        LOG.info(
                "changes announced",
                entry("published", announced.published()),
                entry("failed", announced.failures().size()));
        metrics.count(Map.of(
                "ChangesAnnounced",
                announced.published(),
                "AnnouncementsFailed",
                announced.failures().size()));
    }
}
