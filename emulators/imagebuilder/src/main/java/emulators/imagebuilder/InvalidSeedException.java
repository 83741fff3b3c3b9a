package emulators.imagebuilder;

/** A seed file that cannot be planted; the message says where and why, in one line. */
public final class InvalidSeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSeedException(String where, String what, Exception cause) {
        super(where + ": " + what, cause);
    }
}
