package emulators.imagebuilder.account;

/** Makes the AMIs of a build known to another service. Called without the account's lock. */
@FunctionalInterface
public interface AmiRegistry {

    /** The AMI with the id that it got there. */
    Copy register(Copy copy);
}
