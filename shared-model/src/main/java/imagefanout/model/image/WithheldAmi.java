package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;

/** An AMI that a build lists for an account and that nobody is offered. */
public record WithheldAmi(AccountId account, String reason) {
    public WithheldAmi {
        requireNonNull(account, "account");
        requireNonNull(reason, "reason");
    }
}
