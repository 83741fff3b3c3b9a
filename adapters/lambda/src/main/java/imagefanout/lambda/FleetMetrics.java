package imagefanout.lambda;

import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.ImageState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Publishes CloudWatch metrics through the log, in the embedded metric format. */
public final class FleetMetrics {
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
     * Counts a newly recorded build that is finished. Missing AMIs of an unchanged, deprecated, disabled or deleted build must
     * not set off an alarm again.
     */
    public void recorded(RecordResult result) {
        if (result.outcome() != RecordOutcome.RECORDED) {
            return;
        }
        RecordedBuild build = result.recorded().orElseThrow();
        int warnings = build.build().warnings().size();
        if (warnings > 0) {
            publish(Optional.of(build.build().lineage()), Map.of("BuildWarnings", warnings));
        }
        if (!COUNTED_STATES.contains(build.build().state())) {
            return;
        }
        int amis = build.counts().recorded() + build.counts().unexpected();
        int missing = build.counts().missing();
        publish(
                Optional.of(build.build().lineage()),
                Map.of("BuildsRecorded", 1, "AmisRecorded", amis, "AmisMissing", missing));
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
