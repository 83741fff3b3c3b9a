package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.util.SortedSet;

/**
 * The part of an import's plan that waits for approval.
 *
 * @param digest what a person approves
 * @param since when it was first on hold
 */
public record HeldImport(Digest digest, SortedSet<AccountId> accounts, Instant since) {
    public HeldImport {
        requireNonNull(digest, "digest");
        accounts = Sorted.copyOf(accounts);
        requireNonNull(since, "since");
    }
}
