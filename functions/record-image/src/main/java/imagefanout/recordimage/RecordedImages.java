package imagefanout.recordimage;

import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.image.Counts;
import java.util.List;
import java.util.Optional;

/**
 * The function's answer: one entry for each message that was handled.
 *
 * @param skipped the number of messages that report no build's end
 */
public record RecordedImages(List<ImageEntry> images, int skipped) {
    /** {@code state} and the counts come from the catalog; they are absent when a build in progress is not recorded. */
    public record ImageEntry(
            String imageArn, String outcome, String state, Integer expected, Integer recorded, Integer missing) {}

    static RecordedImages of(List<RecordResult> results, int skipped) {
        return new RecordedImages(results.stream().map(RecordedImages::entry).toList(), skipped);
    }

    private static ImageEntry entry(RecordResult result) {
        Optional<RecordedBuild> build = result.recorded();
        Optional<Counts> counts = build.map(RecordedBuild::counts);
        return new ImageEntry(
                result.arn().toString(),
                result.outcome().name(),
                build.map(recorded -> recorded.build().state().name()).orElse(null),
                counts.map(Counts::expected).orElse(null),
                counts.map(Counts::recorded).orElse(null),
                counts.map(Counts::missing).orElse(null));
    }
}
