package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.SortedTree;

/**
 * Everything that an account holds. Immutable: a copy is the state itself.
 *
 * @param formerStreams of tables that were deleted, by ARN
 * @param transactions those that a client may repeat
 * @param sequence the number of the newest stream record of any table
 */
public record State(
        SortedTree<String, Table> tables,
        SortedTree<String, ChangeStream> formerStreams,
        RecentTransactions transactions,
        long sequence) {

    public State {
        requireNonNull(tables, "tables");
        requireNonNull(formerStreams, "formerStreams");
        requireNonNull(transactions, "transactions");
    }

    public static State empty() {
        return new State(SortedTree.empty(), SortedTree.empty(), RecentTransactions.none(), 0);
    }

    State withTables(SortedTree<String, Table> newTables) {
        return new State(newTables, formerStreams, transactions, sequence);
    }

    State withFormerStreams(SortedTree<String, ChangeStream> newFormerStreams) {
        return new State(tables, newFormerStreams, transactions, sequence);
    }

    State withTransactions(RecentTransactions newTransactions) {
        return new State(tables, formerStreams, newTransactions, sequence);
    }

    State withSequence(long newSequence) {
        return new State(tables, formerStreams, transactions, newSequence);
    }
}
