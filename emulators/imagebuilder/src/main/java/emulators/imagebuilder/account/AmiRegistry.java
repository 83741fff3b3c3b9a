package emulators.imagebuilder.account;

/** Registers the AMIs of a build with another service. Called without the account's lock. */
@FunctionalInterface
public interface AmiRegistry {

    /** Returns the AMI with the ID from that service. */
    OutputCopy register(OutputCopy copy);
}
