package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A transaction that was done.
 *
 * @param token the client's, by which it may ask for it again
 * @param digest of what it was asked to do
 */
public record CommittedTransaction(String token, String digest, Instant committed) {

    public CommittedTransaction {
        requireNonNull(token, "token");
        requireNonNull(digest, "digest");
        requireNonNull(committed, "committed");
    }
}
