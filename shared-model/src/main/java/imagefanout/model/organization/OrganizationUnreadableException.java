package imagefanout.model.organization;

/** The organization could not be read to its end. Nothing may follow from what was read so far. */
public final class OrganizationUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OrganizationUnreadableException(String message) {
        super(message);
    }

    public OrganizationUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
