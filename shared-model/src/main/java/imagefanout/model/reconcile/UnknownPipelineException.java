package imagefanout.model.reconcile;

import imagefanout.model.ImageBuilderException;
import imagefanout.model.PipelineArn;

/** Image Builder answers that it does not know the pipeline. Its images may still be there. */
public final class UnknownPipelineException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public UnknownPipelineException(PipelineArn arn, Throwable cause) {
        super("Image Builder does not know " + arn + ": " + cause.getMessage(), cause);
    }
}
