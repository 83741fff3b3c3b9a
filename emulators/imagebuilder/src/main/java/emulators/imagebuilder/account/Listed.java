package emulators.imagebuilder.account;

/** What a list can hold, in the order of its creation. */
public interface Listed {

    /** The how-manieth thing of its account this is. */
    long sequence();
}
