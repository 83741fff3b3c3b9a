package imagefanout.reconcilepipeline;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.retention.RemovalPlan;
import imagefanout.model.retention.RemovalPlans;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer to a dry run of the retention.
 *
 * @param removed how many builds would be removed
 * @param after where to continue, if time was short; otherwise null
 */
record RetentionAnswer(long days, int builds, int removed, List<LineagePlan> lineages, String after) {
    private static final int MAX_SHOWN = 20;

    /**
     * The plan of one pipeline, or of an image without one.
     *
     * @param recorded how many builds it has
     * @param newestRemoved the newest of the builds that would be removed
     * @param kept the newest builds that are old enough, and what they are kept for
     */
    record LineagePlan(
            String lineage, int recorded, int removed, List<String> newestRemoved, Map<String, String> kept) {
        private static LineagePlan of(RemovalPlan plan) {
            SortedMap<String, String> kept = new TreeMap<>();
            plan.kept().entrySet().stream()
                    .limit(MAX_SHOWN)
                    .forEach(build ->
                            kept.put(build.getKey().toString(), build.getValue().name()));
            return new LineagePlan(
                    plan.lineage().toString(),
                    plan.builds(),
                    plan.removed().size(),
                    plan.removed().stream()
                            .limit(MAX_SHOWN)
                            .map(ImageBuildArn::toString)
                            .toList(),
                    kept);
        }
    }

    static RetentionAnswer of(RemovalPlans plans) {
        return new RetentionAnswer(
                plans.rule().age().toDays(),
                plans.rule().builds(),
                plans.lineages().stream()
                        .mapToInt(plan -> plan.removed().size())
                        .sum(),
                plans.lineages().stream().map(LineagePlan::of).toList(),
                plans.after().map(Lineage::toString).orElse(null));
    }
}
