package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.RegisteredAccount;
import java.util.Optional;

/**
 * What an import does to one row. {@code after} says which rule gives what.
 *
 * @param before empty: the account has no row yet
 */
public record RowChange(Optional<RegisteredAccount> before, RegisteredAccount after) {
    public RowChange {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    public AccountId account() {
        return after.id();
    }

    /** Whether the account loses a group or a Region, or becomes inactive. Only a row that is there can lose. */
    public boolean loses() {
        return before.filter(this::loses).isPresent();
    }

    private boolean loses(RegisteredAccount was) {
        boolean becomesInactive = was.status().isActive() && !after.status().isActive();
        return becomesInactive || !after.groups().containsAll(was.groups()) || losesRegion(was);
    }

    private boolean losesRegion(RegisteredAccount was) {
        return after.regions()
                .filter(regions -> was.regions()
                        .map(before -> !regions.containsAll(before))
                        .orElse(true))
                .isPresent();
    }

    Digest digest() {
        Digest.Builder digest = Digest.of("row");
        addTo(digest);
        return digest.end();
    }

    void addTo(Digest.Builder digest) {
        before.ifPresent(was -> addTo(digest, was));
        addTo(digest, after);
    }

    private static void addTo(Digest.Builder digest, RegisteredAccount account) {
        digest.add(account.id().value())
                .add(account.status().name())
                .add(account.groups().toString())
                .add(account.regions());
    }
}
