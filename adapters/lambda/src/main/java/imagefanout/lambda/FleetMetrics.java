package imagefanout.lambda;

import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.ImageState;
import java.util.Map;
import java.util.Set;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Counts what the functions did, as CloudWatch metrics written to the log in the embedded metric format. */
public final class FleetMetrics {
    private static final String NAMESPACE = "ImageFanOut";
    private static final Set<ImageState> ENDS = Set.of(ImageState.AVAILABLE, ImageState.FAILED, ImageState.CANCELLED);

    private final boolean enabled;
    private final String service;

    private FleetMetrics(boolean enabled, String service) {
        this.enabled = enabled;
        this.service = service;
    }

    /** {@code POWERTOOLS_METRICS_DISABLED=true} turns it off. */
    public static FleetMetrics from(Environment environment) {
        boolean disabled = environment
                .optional("POWERTOOLS_METRICS_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return new FleetMetrics(!disabled, environment.required("POWERTOOLS_SERVICE_NAME"));
    }

    /**
     * Counts a build that was recorded at its end. One that was found unchanged, is still in progress, or was put away since
     * (deprecated, disabled, deleted) counts nothing: what it lacks is no news.
     */
    public void recorded(RecordResult result) {
        if (result.outcome() != RecordOutcome.RECORDED) {
            return;
        }
        RecordedBuild recorded = result.recorded().orElseThrow();
        if (!ENDS.contains(recorded.build().state())) {
            return;
        }
        count(
                recorded.build().lineage(),
                Map.of(
                        "BuildsRecorded",
                        1,
                        "AmisRecorded",
                        recorded.counts().recorded() + recorded.counts().unexpected(),
                        "AmisMissing",
                        recorded.counts().missing()));
    }

    /** One set of metrics of a pipeline, or of an image without one. */
    public void count(Lineage lineage, Map<String, Integer> counts) {
        count(Map.of("Pipeline", lineage.name()), counts);
    }

    /** One set of metrics under the service's name alone, and under these dimensions with it. */
    public void count(Map<String, String> dimensions, Map<String, Integer> counts) {
        if (!enabled) {
            return;
        }
        Metrics metrics = MetricsFactory.getMetricsInstance();
        // Otherwise the process decides what else a metric is counted under, and alarms watch the service alone.
        metrics.setDefaultDimensions(DimensionSet.of("Service", service));
        metrics.flushMetrics(set -> {
            set.setNamespace(NAMESPACE);
            // An alarm cannot add up pipelines: what it watches has to be counted under the service alone as well.
            set.addDimension(DimensionSet.of("Service", service));
            if (!dimensions.isEmpty()) {
                DimensionSet all = DimensionSet.of("Service", service);
                dimensions.forEach(all::addDimension);
                set.addDimension(all);
            }
            counts.forEach((name, count) -> set.addMetric(name, count, MetricUnit.COUNT));
        });
    }
}
