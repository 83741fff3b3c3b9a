package emulators.organizations.organization;

/**
 * The state of an account.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html">Account</a>
 */
public enum AccountState {
    PENDING_ACTIVATION("SUSPENDED"),
    ACTIVE("ACTIVE"),
    SUSPENDED("SUSPENDED"),
    PENDING_CLOSURE("PENDING_CLOSURE"),
    CLOSED("SUSPENDED");

    private final String status;

    AccountState(String status) {
        this.status = status;
    }

    /** The value of the older member {@code Status}, which has fewer values. Of PENDING_ACTIVATION it is inferred. */
    public String status() {
        return status;
    }
}
