package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A transaction that has been carried out.
 *
 * @param token the client's, by which it may repeat the transaction
 * @param digest of its actions
 */
public record CommittedTransaction(String token, String digest, Instant committed) {

    public CommittedTransaction {
        requireNonNull(token, "token");
        requireNonNull(digest, "digest");
        requireNonNull(committed, "committed");
    }
}
