package imagefanout.model.image;

/** Image Builder could not be called or refused; the message names the call and the cause. */
public class ImageBuilderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImageBuilderException(String message, Throwable cause) {
        super(message, cause);
    }
}
