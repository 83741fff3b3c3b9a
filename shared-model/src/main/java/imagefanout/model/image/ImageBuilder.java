package imagefanout.model.image;

import imagefanout.model.identity.ImageBuildArn;

/** EC2 Image Builder, as far as the fleet asks it about builds. Each call goes to the Region in the ARN. */
public interface ImageBuilder {
    /**
     * What the service says of the build now.
     *
     * @throws UnknownImageException when the service does not know the image
     * @throws ImageBuilderException when the service could not be asked or refused: nothing is known about the image then
     */
    DescribedImage describe(ImageBuildArn arn);
}
