package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import java.time.Instant;
import java.util.Optional;

/** A build without its copies. */
record BuildView(
        @JsonUnwrapped BuildReference reference,
        Optional<String> reason,
        Optional<PipelineArn> pipelineArn,
        ImageType type,
        Counts counts,
        Optional<Hold> hold,
        Instant recordedAt) {

    /** The members that identify a build in every answer. */
    record BuildReference(
            ImageBuildArn imageArn,
            String name,
            SemanticVersion version,
            int build,
            ImageState state,
            Instant createdAt) {
        static BuildReference of(Build build) {
            ImageBuildArn arn = build.arn();
            return new BuildReference(
                    arn, arn.name(), arn.version(), arn.build().value(), build.state(), build.createdAt());
        }
    }

    static BuildView of(RecordedBuild recorded) {
        Build build = recorded.build();
        return new BuildView(
                BuildReference.of(build),
                build.reason(),
                build.pipeline(),
                build.type(),
                recorded.counts(),
                recorded.hold(),
                recorded.recordedAt());
    }
}
