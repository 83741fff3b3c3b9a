package imagefanout.model.reconcile;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import java.util.List;

/**
 * What a run did for one pipeline, or for one image without a pipeline.
 *
 * @param lineage its ARN; for a list of a whole Region, a text that names the list, such as {@code builds of us-east-1}
 * @param unchanged how many of them the catalog already held
 * @param inProgress how many of them are still being built
 * @param repaired the builds that were missing or different, and are now recorded
 * @param deleted the builds that Image Builder calls deleted, and that are now recorded as DELETED
 * @param gone the builds that Image Builder no longer knows, and that are now recorded as GONE
 * @param expired how many builds, deleted long ago, had their copies set to expire
 * @param removed how many old builds were removed
 */
public record LineageReport(
        String lineage,
        LineageOutcome outcome,
        int listed,
        int unchanged,
        int inProgress,
        List<ImageBuildArn> repaired,
        List<ImageBuildArn> deleted,
        List<ImageBuildArn> gone,
        int expired,
        int removed,
        List<String> failures) {
    public LineageReport {
        repaired = List.copyOf(repaired);
        deleted = List.copyOf(deleted);
        gone = List.copyOf(gone);
        failures = List.copyOf(failures);
    }

    /** How many builds were missing or wrong in the catalog and are now right. */
    public int buildsRepaired() {
        return repaired.size() + deleted.size() + gone.size();
    }

    /** Whether this is the report on that pipeline or image. */
    public boolean isOn(Lineage other) {
        return lineage.equals(other.toString());
    }

    boolean hasFailed() {
        return outcome == LineageOutcome.FAILED || outcome == LineageOutcome.NOT_LISTED;
    }

    static LineageReport notListed(String list, List<String> failures) {
        return new LineageReport(
                list, LineageOutcome.NOT_LISTED, 0, 0, 0, List.of(), List.of(), List.of(), 0, 0, failures);
    }
}
