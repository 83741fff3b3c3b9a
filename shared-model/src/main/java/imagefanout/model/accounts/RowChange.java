package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.RegisteredAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What an import does to one row. {@code after} says which rule gives what.
 *
 * @param before empty: the account has no row yet
 */
public record RowChange(Optional<RegisteredAccount> before, RegisteredAccount after) {
    /** An account can lose many Regions; the journal keeps the losses of thousands of accounts. */
    private static final int MAX_NAMED = 5;

    public RowChange {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    public AccountId account() {
        return after.id();
    }

    /** Whether the account loses a group or a Region, or becomes inactive. Only a row that is there can lose. */
    public boolean loses() {
        return !losses().isEmpty();
    }

    /** What the account loses, in words. */
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        before.ifPresent(was -> {
            if (was.status().isActive() && !after.status().isActive()) {
                losses.add("becomes " + after.status());
            }
            add(losses, "group", Sorted.without(was.groups(), after.groups()));
            after.regions().ifPresent(regions -> was.regions()
                    .ifPresentOrElse(
                            before -> add(losses, "Region", Sorted.without(before, regions)),
                            () -> losses.add("all Regions but " + named(regions))));
        });
        return losses;
    }

    private static void add(List<String> losses, String what, SortedSet<?> lost) {
        if (!lost.isEmpty()) {
            losses.add((lost.size() == 1 ? what : what + "s") + " " + named(lost));
        }
    }

    private static String named(SortedSet<?> some) {
        String first = some.stream().limit(MAX_NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return some.size() > MAX_NAMED ? first + " and " + (some.size() - MAX_NAMED) + " more" : first;
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
