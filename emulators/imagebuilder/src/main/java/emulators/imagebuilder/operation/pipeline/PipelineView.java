package emulators.imagebuilder.operation.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.Images;
import emulators.imagebuilder.account.Resource;
import java.util.List;

/**
 * A pipeline as the API shows it: its settings and the outcome of its builds.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImagePipeline.html">ImagePipeline</a>
 */
final class PipelineView {

    private final Images images;

    PipelineView(Images images) {
        this.images = requireNonNull(images, "images");
    }

    ObjectNode of(Resource pipeline) {
        List<Image> runs = images.ofPipeline(pipeline.arn()).toList();
        ObjectNode view = pipeline.document().deepCopy().put("consecutiveFailures", failuresSinceSuccess(runs));
        runs.stream().findFirst().ifPresent(last -> view.put("dateLastRun", Dates.inAnswer(last.created()))
                .put("lastRunStatus", last.status().name()));
        return view;
    }

    private static long failuresSinceSuccess(List<Image> newestFirst) {
        return newestFirst.stream()
                .takeWhile(image -> image.status() != ImageStatus.AVAILABLE)
                .filter(image -> image.status() == ImageStatus.FAILED)
                .count();
    }
}
