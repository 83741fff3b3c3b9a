package emulators.organizations.organization;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An account of the organization.
 *
 * @param order its place in lists
 * @param parent the ID of its root or unit
 * @param joinedMethod {@code INVITED} or {@code CREATED}
 */
public record MemberAccount(
        long order,
        String id,
        String parent,
        String name,
        String email,
        AccountState state,
        String joinedMethod,
        Instant joined) {

    public MemberAccount {
        requireNonNull(id, "id");
        requireNonNull(parent, "parent");
        requireNonNull(name, "name");
        requireNonNull(email, "email");
        requireNonNull(state, "state");
        requireNonNull(joinedMethod, "joinedMethod");
        requireNonNull(joined, "joined");
    }

    public MemberAccount in(String newParent) {
        return new MemberAccount(order, id, newParent, name, email, state, joinedMethod, joined);
    }

    public MemberAccount withState(AccountState newState) {
        return new MemberAccount(order, id, parent, name, email, newState, joinedMethod, joined);
    }
}
