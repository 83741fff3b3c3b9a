package imagefanout.model.listing;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;

/** Image Builder does not know the pipeline. Its images may still exist. */
public final class UnknownPipelineException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public UnknownPipelineException(PipelineArn arn, Throwable cause) {
        super("Image Builder does not know " + arn + ": " + cause.getMessage(), cause);
    }
}
