package imagefanout.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Logs recordings, and publishes CloudWatch metrics through the log, in the embedded metric format. */
public final class FleetMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(FleetMetrics.class);
    private static final String NAMESPACE = "ImageFanOut";
    private static final Set<ImageState> COUNTED_STATES =
            Set.of(ImageState.AVAILABLE, ImageState.FAILED, ImageState.CANCELLED);

    private final boolean enabled;
    private final String service;

    private FleetMetrics(boolean enabled, String service) {
        this.enabled = enabled;
        this.service = service;
    }

    /** {@code POWERTOOLS_METRICS_DISABLED=true} disables them. */
    public static FleetMetrics from(Environment environment) {
        boolean disabled = environment
                .optional("POWERTOOLS_METRICS_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return new FleetMetrics(!disabled, environment.required("POWERTOOLS_SERVICE_NAME"));
    }

    /**
     * Logs a build that was to be recorded, and counts it if it is newly recorded and finished. Missing AMIs of an unchanged,
     * deprecated, disabled or deleted build must not set off an alarm again.
     */
    public void recorded(RecordResult result) {
        if (result.recorded().isEmpty()) {
            LOG.info("image build is in progress", entry("outcome", result.outcome()));
            return;
        }
        RecordedBuild recorded = result.recorded().get();
        Counts counts = recorded.counts();
        int warnings = recorded.build().warnings().size();
        LOG.info(
                "image build recorded",
                entry("outcome", result.outcome()),
                entry("state", recorded.build().state()),
                entry("expected", counts.expected()),
                entry("recorded", counts.recorded()),
                entry("missing", counts.missing()),
                entry("warnings", warnings));
        if (result.outcome() != RecordOutcome.RECORDED) {
            return;
        }
        Optional<Lineage> lineage = Optional.of(recorded.build().lineage());
        if (warnings > 0) {
            publish(lineage, Map.of("BuildWarnings", warnings));
        }
        if (COUNTED_STATES.contains(recorded.build().state())) {
            int amis = counts.recorded() + counts.unexpected();
            publish(lineage, Map.of("BuildsRecorded", 1, "AmisRecorded", amis, "AmisMissing", counts.missing()));
        }
    }

    /** Counts messages that report no build's end. */
    public void skipped(int messages) {
        if (messages > 0) {
            count(Map.of("MessagesSkipped", messages));
        }
    }

    /** Publishes counts with the service as their only dimension. */
    public void count(Map<String, Integer> counts) {
        publish(Optional.empty(), counts);
    }

    private void publish(Optional<Lineage> pipeline, Map<String, Integer> counts) {
        if (!enabled) {
            return;
        }
        Metrics metrics = MetricsFactory.getMetricsInstance();
        // Without this, Powertools adds dimensions of the process, and the alarms' metrics would stay empty.
        metrics.setDefaultDimensions(DimensionSet.of("Service", service));
        metrics.flushMetrics(set -> {
            set.setNamespace(NAMESPACE);
            // An alarm cannot sum over pipelines, so everything is also published with the service as only dimension.
            set.addDimension(DimensionSet.of("Service", service));
            pipeline.ifPresent(
                    lineage -> set.addDimension(DimensionSet.of("Service", service, "Pipeline", lineage.name())));
            counts.forEach((name, count) -> set.addMetric(name, count, MetricUnit.COUNT));
        });
    }
}
