package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.AccountId;
import imagefanout.model.Audience;
import imagefanout.model.Region;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An account as the registry has it.
 *
 * @param groups none: the account is nobody's target
 * @param regions where it wants its copies; empty: in all Regions
 * @param updatedAt as written, whatever its form
 * @param organization empty: whether the account is in an organization is not known
 * @param organizationalUnits empty: not known; the set of none: in no unit, only in the organization's root
 */
public record RegisteredAccount(
        AccountId id,
        AccountStatus status,
        SortedSet<Group> groups,
        Optional<SortedSet<Region>> regions,
        Optional<String> name,
        Optional<String> updatedAt,
        Optional<Audience.Organization> organization,
        Optional<Set<Audience.OrganizationalUnit>> organizationalUnits)
        implements RegistryRow {

    public RegisteredAccount {
        requireNonNull(id, "id");
        requireNonNull(status, "status");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        regions = regions.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
        organizationalUnits = organizationalUnits.map(Set::copyOf);
    }

    /** An account of which nothing but its groups and Regions is known. */
    public static RegisteredAccount of(
            AccountId id, AccountStatus status, Set<Group> groups, Optional<SortedSet<Region>> regions) {
        return new RegisteredAccount(
                id,
                status,
                new TreeSet<>(groups),
                regions,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether a configuration with these groups should reach the account in this Region. */
    public boolean isWanted(Set<Group> anyOf, Region region) {
        return status.isActive()
                && !Collections.disjoint(groups, anyOf)
                && regions.map(some -> some.contains(region)).orElse(true);
    }
}
