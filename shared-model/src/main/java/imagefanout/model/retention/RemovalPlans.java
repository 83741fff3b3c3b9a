package imagefanout.model.retention;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.util.List;
import java.util.Optional;

/**
 * What retention would do with the builds of many lineages.
 *
 * @param lineages those that have builds which are old enough to be removed
 * @param after the last lineage that was looked at, if time was short and others follow it
 */
public record RemovalPlans(RetentionRule rule, List<RemovalPlan> lineages, Optional<Lineage> after) {
    public RemovalPlans {
        requireNonNull(rule, "rule");
        lineages = List.copyOf(lineages);
        requireNonNull(after, "after");
    }
}
