package imagefanout.model.image;

/** Image Builder does not know the image, pipeline or recipe. A pipeline's images may still exist. */
public final class UnknownResourceException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    /** @param resource its ARN, or a reference with wildcards */
    public UnknownResourceException(Object resource, Throwable cause) {
        super("Image Builder does not know " + resource + ": " + cause.getMessage(), cause);
    }
}
