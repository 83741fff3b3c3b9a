package emulators.imagebuilder.shape;

/** A value outside its shape; the message says where and why. */
public final class InvalidValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidValue(String message) {
        super(message, null, false, false);
    }

    /** The service's own way to begin such a message, and what is wrong. */
    public static InvalidValue at(String place, String what) {
        return new InvalidValue("The value supplied for parameter '" + place + "' is not valid. " + what);
    }
}
