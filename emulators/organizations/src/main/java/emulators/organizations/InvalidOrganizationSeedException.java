package emulators.organizations;

/** A seed is invalid. The message gives the location and the reason in one line. */
public final class InvalidOrganizationSeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidOrganizationSeedException(String where, String what, Exception cause) {
        super(where + ": " + what, cause);
    }
}
