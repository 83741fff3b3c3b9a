package imagefanout.model.image;

import imagefanout.model.identity.ImageBuildArn;

/** Describes builds of EC2 Image Builder. Each call goes to the Region in the ARN. */
public interface ImageBuilder {
    /**
     * The build as it is now.
     *
     * @throws UnknownResourceException when Image Builder does not know the image
     * @throws ImageBuilderException when Image Builder could not be called or refused; nothing is known about the image
     */
    DescribedImage describe(ImageBuildArn arn);
}
