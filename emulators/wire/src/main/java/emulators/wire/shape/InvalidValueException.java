package emulators.wire.shape;

/** A value does not fit its shape. The message contains the path to the value and the reason. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message, null, false, false);
    }

    /** Creates an exception with a message in the format of AWS services. */
    public static InvalidValueException at(String place, String what) {
        return new InvalidValueException("The value supplied for parameter '" + place + "' is not valid. " + what);
    }
}
