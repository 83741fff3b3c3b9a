package imagefanout.model.image;

/** Image Builder could not be asked, or refused to answer; the message says what was asked and why it failed. */
public class ImageBuilderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImageBuilderException(String message, Throwable cause) {
        super(message, cause);
    }
}
