package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An account in the registry.
 *
 * @param groups none: it is no configuration's target account
 * @param regions where it wants its copies; empty: in all Regions
 * @param organizationalUnits empty: unknown; an empty set: in no unit, only in the organization's root
 * @param imported empty: people manage the row, and no import changes it
 * @param warnings what is wrong with attributes that decide nothing about target accounts, and a status that is not known
 */
public record RegisteredAccount(
        AccountId id,
        AccountStatus status,
        SortedSet<Group> groups,
        Optional<SortedSet<Region>> regions,
        Optional<String> name,
        Optional<String> updatedAt,
        Optional<Audience.Organization> organization,
        Optional<Set<Audience.OrganizationalUnit>> organizationalUnits,
        Optional<ImportedRow> imported,
        List<String> warnings)
        implements RegistryRow {
    public RegisteredAccount {
        requireNonNull(id, "id");
        requireNonNull(status, "status");
        groups = Sorted.copyOf(groups);
        regions = regions.map(Sorted::copyOf);
        organizationalUnits = organizationalUnits.map(Set::copyOf);
        requireNonNull(imported, "imported");
        warnings = List.copyOf(warnings);
    }

    /** An account with only its required attributes, groups and Regions. */
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
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** This account with other groups and Regions. */
    public RegisteredAccount with(SortedSet<Group> otherGroups, Optional<SortedSet<Region>> otherRegions) {
        return with(status, otherGroups, otherRegions, updatedAt, warnings);
    }

    /** This account with another status. */
    public RegisteredAccount with(AccountStatus other) {
        return with(other, groups, regions, updatedAt, warnings);
    }

    /** This account as a row that is written at that time. No warning stays: every attribute is written anew. */
    public RegisteredAccount updatedAt(String time) {
        return with(status, groups, regions, Optional.of(time), List.of());
    }

    /**
     * This account as the organization with this ID sees it. If its row names another organization, its status is not known, so
     * that it is neither added to a configuration nor removed from it.
     */
    RegisteredAccount seenFrom(String organizationId) {
        if (!status.isActive()
                || organization.filter(its -> !its.id().equals(organizationId)).isEmpty()) {
            return this;
        }
        List<String> more = new ArrayList<>(warnings);
        more.add("its organization is not " + organizationId + ": it is added to no configuration");
        return with(AccountStatus.UNKNOWN, groups, regions, updatedAt, more);
    }

    private RegisteredAccount with(
            AccountStatus otherStatus,
            SortedSet<Group> otherGroups,
            Optional<SortedSet<Region>> otherRegions,
            Optional<String> otherTime,
            List<String> otherWarnings) {
        return new RegisteredAccount(
                id,
                otherStatus,
                otherGroups,
                otherRegions,
                name,
                otherTime,
                organization,
                organizationalUnits,
                imported,
                otherWarnings);
    }

    /** Whether a configuration with these groups should be given the account in this Region. */
    public boolean isWanted(Set<Group> anyOf, Region region) {
        return status.isActive()
                && !Collections.disjoint(groups, anyOf)
                && regions.map(some -> some.contains(region)).orElse(true);
    }

    /** The organization and the units that it is known to belong to. */
    public Set<Audience> audiences() {
        Set<Audience> audiences = new HashSet<>();
        organization.ifPresent(audiences::add);
        organizationalUnits.ifPresent(audiences::addAll);
        return audiences;
    }

    /** The attributes of a row that reads as this account. */
    public Map<String, WrittenValue> written() {
        Map<String, WrittenValue> written = new HashMap<>();
        written.put(ACCOUNT_ID, new WrittenValue.Text(id.value()));
        written.put(STATUS, new WrittenValue.Text(status.name()));
        if (!groups.isEmpty()) {
            written.put(GROUPS, texts(groups));
        }
        regions.ifPresent(some -> written.put(REGIONS, texts(some)));
        name.ifPresent(text -> written.put(NAME, new WrittenValue.Text(text)));
        updatedAt.ifPresent(text -> written.put(UPDATED_AT, new WrittenValue.Text(text)));
        organization.ifPresent(it -> written.put(ORGANIZATION, new WrittenValue.Text(it.arn())));
        organizationalUnits.ifPresent(some -> written.put(ORGANIZATIONAL_UNITS, texts(some)));
        imported.ifPresent(it -> {
            written.put(MANAGED_BY, new WrittenValue.Text(ORGANIZATIONS));
            written.put(GROUP_RULES, new WrittenValue.Pairs(it.groupRules()));
            it.regionsRule().ifPresent(rule -> written.put(REGIONS_RULE, new WrittenValue.Text(rule)));
            written.put(TAGS, new WrittenValue.Pairs(it.tags()));
        });
        return written;
    }

    private static WrittenValue texts(Collection<?> values) {
        return new WrittenValue.Texts(values.stream().map(Object::toString).toList());
    }
}
