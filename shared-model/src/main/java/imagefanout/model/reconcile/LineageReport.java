package imagefanout.model.reconcile;

import imagefanout.model.identity.ImageBuildArn;
import java.util.List;

/**
 * What a run did for one pipeline, or for one image without a pipeline.
 *
 * @param lineage its ARN; of what was asked of a whole Region, a text that says so
 * @param listed how many builds the lists showed
 * @param unchanged how many of them the catalog held already
 * @param inProgress how many of them are still under way
 * @param repaired the builds that were missing or otherwise, and are now recorded
 * @param deleted the builds that are gone, and are now recorded as DELETED
 * @param expired how many builds that are long gone were let go
 * @param failures what failed, one text each
 */
public record LineageReport(
        String lineage,
        LineageOutcome outcome,
        int listed,
        int unchanged,
        int inProgress,
        List<ImageBuildArn> repaired,
        List<ImageBuildArn> deleted,
        int expired,
        List<String> failures) {
    public LineageReport {
        repaired = List.copyOf(repaired);
        deleted = List.copyOf(deleted);
        failures = List.copyOf(failures);
    }

    static LineageReport failed(String lineage, String failure) {
        return new LineageReport(lineage, LineageOutcome.FAILED, 0, 0, 0, List.of(), List.of(), 0, List.of(failure));
    }
}
