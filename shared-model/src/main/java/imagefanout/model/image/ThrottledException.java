package imagefanout.model.image;

/** Image Builder asks to be asked less often: the same question later may be answered. */
public final class ThrottledException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public ThrottledException(String message, Throwable cause) {
        super(message, cause);
    }
}
