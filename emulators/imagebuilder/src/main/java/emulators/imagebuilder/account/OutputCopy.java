package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/**
 * An AMI that a build made in one Region for one account.
 *
 * @param name the AMI name; the same for all accounts in a Region, so not unique
 */
public record OutputCopy(Destination destination, String amiId, String name) {

    public OutputCopy {
        requireNonNull(destination, "destination");
        requireNonNull(amiId, "amiId");
        requireNonNull(name, "name");
    }
}
