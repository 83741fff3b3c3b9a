package emulators.wire.shape;

/** A value does not fit its shape. The message names the place and the reason. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message, null, false, false);
    }

    /** With a message in the words of AWS services. */
    public static InvalidValueException at(String place, String what) {
        return new InvalidValueException("The value supplied for parameter '" + place + "' is not valid. " + what);
    }
}
