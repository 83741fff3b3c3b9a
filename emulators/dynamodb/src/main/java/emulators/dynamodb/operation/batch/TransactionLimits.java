package emulators.dynamodb.operation.batch;

import emulators.dynamodb.value.ValidationException;
import java.util.Collection;
import java.util.HashSet;

/**
 * The limits of a transaction, except for the number of actions.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-dynamodb-transactions">
 *     Quotas: transactions</a>
 */
final class TransactionLimits {

    static final int MAX_ACTIONS = 100;

    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private TransactionLimits() {}

    /** @throws ValidationException if two actions affect the same item */
    static void checkOnceEach(Collection<TableKey> keys) {
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new ValidationException("Transaction request cannot include multiple operations on one item");
        }
    }

    /** @throws ValidationException if the total size of all items is too large */
    static void checkSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new ValidationException(
                    "The items of the transaction have " + bytes + " bytes: expected at most " + MAX_BYTES);
        }
    }
}
