package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.tree.SortedTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The transactions of the last ten minutes with a client request token. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems:
 *     ClientRequestToken</a>
 */
public final class RecentTransactions {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Comparator<CommittedTransaction> BY_AGE =
            Comparator.comparing(CommittedTransaction::committed).thenComparing(CommittedTransaction::token);

    private final SortedTree<String, CommittedTransaction> byToken;
    private final SortedTree<CommittedTransaction, CommittedTransaction> byAge;

    private RecentTransactions(
            SortedTree<String, CommittedTransaction> byToken,
            SortedTree<CommittedTransaction, CommittedTransaction> byAge) {
        this.byToken = requireNonNull(byToken, "byToken");
        this.byAge = requireNonNull(byAge, "byAge");
    }

    static RecentTransactions none() {
        return new RecentTransactions(SortedTree.empty(), SortedTree.empty(BY_AGE));
    }

    public Optional<CommittedTransaction> find(String token) {
        return byToken.get(token);
    }

    RecentTransactions with(CommittedTransaction transaction) {
        return new RecentTransactions(
                byToken.with(transaction.token(), transaction), byAge.with(transaction, transaction));
    }

    /** Returns a copy without the transactions that are more than ten minutes old. */
    RecentTransactions at(Instant now) {
        RecentTransactions recent = this;
        Optional<CommittedTransaction> oldest = byAge.first();
        while (oldest.isPresent() && oldest.get().committed().plus(REMEMBERED).isBefore(now)) {
            recent = recent.without(oldest.get());
            oldest = recent.byAge.first();
        }
        return recent;
    }

    private RecentTransactions without(CommittedTransaction transaction) {
        return new RecentTransactions(byToken.without(transaction.token()), byAge.without(transaction));
    }
}
