package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The part of an import's plan that waits for approval.
 *
 * @param digest what a person approves
 * @param losses what each account would lose; none at all if that is too much to keep, or if an older version held the import
 * @param since when it was first on hold
 */
public record HeldImport(
        Digest digest, SortedSet<AccountId> accounts, SortedMap<AccountId, Loss> losses, Instant since) {
    /** The journal keeps what is on hold in one item, of at most 400 KB. It is enough for some 3,000 accounts. */
    private static final int MAX_BYTES = 350_000;

    /** What the journal needs for an account beside its name and its loss: its ID three times, and their lengths. */
    private static final int BYTES_PER_ACCOUNT = 45;

    /** @param words such as "becomes CLOSED; group prod" */
    public record Loss(Optional<String> name, String words) {
        public Loss {
            requireNonNull(name, "name");
            requireNonNull(words, "words");
        }

        private int bytes() {
            return BYTES_PER_ACCOUNT + (name.orElse("") + words).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    public HeldImport {
        requireNonNull(digest, "digest");
        accounts = Sorted.copyOf(accounts);
        losses = Sorted.copyOf(losses);
        requireNonNull(since, "since");
    }

    static HeldImport of(ImportPlan plan, SortedSet<AccountId> accounts, Instant since) {
        SortedMap<AccountId, Loss> losses = new TreeMap<>();
        accounts.forEach(id -> {
            RowChange change = plan.changes().get(id);
            losses.put(id, new Loss(change.after().name(), String.join("; ", change.losses())));
        });
        if (losses.values().stream().mapToInt(Loss::bytes).sum() > MAX_BYTES) {
            losses.clear();
        }
        return new HeldImport(plan.digest(accounts), accounts, losses, since);
    }
}
