package emulators.imagebuilder;

/** A seed file is invalid. The message gives the location and the reason in one line. */
public final class InvalidSeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSeedException(String where, String what, Exception cause) {
        super(where + ": " + what, cause);
    }
}
