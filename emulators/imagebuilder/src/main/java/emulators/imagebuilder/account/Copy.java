package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/**
 * An AMI that a build made in one Region for one account.
 *
 * @param name the same in a whole Region, so no key
 */
public record Copy(Destination destination, String amiId, String name) {

    public Copy {
        requireNonNull(destination, "destination");
        requireNonNull(amiId, "amiId");
        requireNonNull(name, "name");
    }
}
