package emulators.organizations.organization;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A request to create an account.
 *
 * @param completed empty while the request is in progress
 * @param account the ID of the new account
 * @param failure why no account was created
 */
public record AccountCreation(
        String id,
        String name,
        Instant requested,
        Optional<Instant> completed,
        Optional<String> account,
        Optional<String> failure) {

    public AccountCreation {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(requested, "requested");
        requireNonNull(completed, "completed");
        requireNonNull(account, "account");
        requireNonNull(failure, "failure");
    }

    /** {@code IN_PROGRESS}, {@code SUCCEEDED} or {@code FAILED}. */
    public String state() {
        if (completed.isEmpty()) {
            return "IN_PROGRESS";
        }
        return failure.isPresent() ? "FAILED" : "SUCCEEDED";
    }

    AccountCreation succeeded(String newAccount, Instant at) {
        return new AccountCreation(id, name, requested, Optional.of(at), Optional.of(newAccount), Optional.empty());
    }

    AccountCreation failed(String reason, Instant at) {
        return new AccountCreation(id, name, requested, Optional.of(at), Optional.empty(), Optional.of(reason));
    }
}
