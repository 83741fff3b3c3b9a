package imagefanout.lambda;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports each recorded build in the log and in metrics, and counts skipped messages. */
public final class RecordingReport {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingReport.class);

    private final FleetMetrics metrics;

    public RecordingReport(FleetMetrics metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    /** Counts messages that report no build's end. */
    public void skipped(int messages) {
        if (messages > 0) {
            metrics.count(Map.of("MessagesSkipped", messages));
        }
    }

    public void recorded(RecordResult result) {
        if (result.recorded().isEmpty()) {
            LOG.info("image build is in progress", entry("outcome", result.outcome()));
            return;
        }
        RecordedBuild recorded = result.recorded().get();
        LOG.info(
                "image build recorded",
                entry("outcome", result.outcome()),
                entry("state", recorded.build().state()),
                entry("expected", recorded.counts().expected()),
                entry("recorded", recorded.counts().recorded()),
                entry("missing", recorded.counts().missing()));
        metrics.recorded(result);
    }
}
