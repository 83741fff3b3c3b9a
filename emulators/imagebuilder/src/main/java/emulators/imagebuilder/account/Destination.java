package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/** Where a copy of an image belongs. */
public record Destination(String region, String account) {

    public Destination {
        requireNonNull(region, "region");
        requireNonNull(account, "account");
    }
}
