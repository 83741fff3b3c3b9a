package imagefanout.model.image;

/** Image Builder throttled the request: retry it later. */
public final class ThrottledException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public ThrottledException(String message, Throwable cause) {
        super(message, cause);
    }
}
