package imagefanout.model.catalog;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Optional;

/**
 * The build and copy that an AMI belongs to.
 *
 * @param replaced the build, if it was deleted and its ARN was built again; else the catalog's build of that ARN is meant
 */
public record AmiOrigin(AmiId ami, ImageBuildArn build, Copy copy, Optional<RecordedImage> replaced) {
    public AmiOrigin(AmiId ami, ImageBuildArn build, Copy copy) {
        this(ami, build, copy, Optional.empty());
    }
}
