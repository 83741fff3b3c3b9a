package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A committed transaction.
 *
 * @param token the client request token, which identifies a repeated request
 * @param digest the digest of its actions
 */
public record CommittedTransaction(String token, String digest, Instant committed) {

    public CommittedTransaction {
        requireNonNull(token, "token");
        requireNonNull(digest, "digest");
        requireNonNull(committed, "committed");
    }
}
