package emulators.imagebuilder.account;

/** A resource in a list. */
public interface ListEntry {

    /** Returns the position in creation order among the account's resources. */
    long sequence();
}
