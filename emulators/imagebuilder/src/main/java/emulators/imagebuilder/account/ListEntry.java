package emulators.imagebuilder.account;

/** A resource in a list. */
public interface ListEntry {

    /** The position in the order in which the account's resources were created. */
    long sequence();
}
