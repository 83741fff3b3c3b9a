package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/** The target Region and account of a copy. */
public record Destination(String region, String account) {

    public Destination {
        requireNonNull(region, "region");
        requireNonNull(account, "account");
    }
}
