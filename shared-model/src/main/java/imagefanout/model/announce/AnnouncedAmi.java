package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.answers.Access;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.ImageBuildArn;

/** The AMI to use in a Region, as it is announced. */
public record AnnouncedAmi(AmiId ami, Access access, ImageBuildArn build) {
    public AnnouncedAmi {
        requireNonNull(ami, "ami");
        requireNonNull(access, "access");
        requireNonNull(build, "build");
    }
}
