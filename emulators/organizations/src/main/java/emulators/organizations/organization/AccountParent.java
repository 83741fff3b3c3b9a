package emulators.organizations.organization;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The root or a unit.
 *
 * @param order its place in lists
 * @param parent the ID of the root or unit that it is in; empty for the root
 */
public record AccountParent(long order, String id, Optional<String> parent, String name) {

    public AccountParent {
        requireNonNull(id, "id");
        requireNonNull(parent, "parent");
        requireNonNull(name, "name");
    }

    public boolean isRoot() {
        return parent.isEmpty();
    }

    public AccountParent named(String newName) {
        return new AccountParent(order, id, parent, newName);
    }
}
