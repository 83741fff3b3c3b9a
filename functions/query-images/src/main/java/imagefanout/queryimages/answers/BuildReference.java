package imagefanout.queryimages.answers;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageState;
import java.time.Instant;

/** What every mention of a build shows. */
record BuildReference(
        ImageBuildArn imageArn, String name, SemanticVersion version, int build, ImageState state, Instant createdAt) {
    static BuildReference of(Build build) {
        ImageBuildArn arn = build.arn();
        return new BuildReference(arn, arn.name(), arn.version(), arn.build(), build.state(), build.createdAt());
    }
}
