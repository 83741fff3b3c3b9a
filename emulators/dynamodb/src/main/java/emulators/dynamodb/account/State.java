package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.SortedTree;

/**
 * The complete state of an account. Immutable, so copying is free.
 *
 * @param formerStreams the streams of deleted tables, by ARN
 * @param transactions the transactions that a client may repeat
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
