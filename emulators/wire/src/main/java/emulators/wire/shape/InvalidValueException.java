package emulators.wire.shape;

/** A value outside its shape; the message says where and why. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message, null, false, false);
    }

    /** The service's own way to begin such a message, and what is wrong. */
    public static InvalidValueException at(String place, String what) {
        return new InvalidValueException("The value supplied for parameter '" + place + "' is not valid. " + what);
    }
}
