package imagefanout.model.image;

import imagefanout.model.identity.ImageBuildArn;

/** Image Builder does not know the image. */
public final class UnknownImageException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public UnknownImageException(ImageBuildArn arn, Throwable cause) {
        super("Image Builder does not know " + arn + ": " + cause.getMessage(), cause);
    }
}
