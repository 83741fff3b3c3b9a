package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A row of the registry: an account, or a row that cannot be read as one. */
public sealed interface RegistryRow permits RegisteredAccount, BadRow {
    String ACCOUNT_ID = "accountId";
    String STATUS = "status";
    String GROUPS = "groups";
    String REGIONS = "regions";
    String NAME = "name";
    String UPDATED_AT = "updatedAt";
    String ORGANIZATION = "organizationArn";
    String ORGANIZATIONAL_UNITS = "organizationalUnitArns";
    String MANAGED_BY = "managedBy";
    String GROUP_RULES = "groupRules";
    String REGIONS_RULE = "regionsRule";
    String TAGS = "organizationTags";

    /** The value of {@link #MANAGED_BY} in the rows that the import manages. With any other value, people manage the row. */
    String ORGANIZATIONS = "organizations";

    /**
     * Parses a row as it was written, by attribute. An invalid row becomes a bad row, never an exception. Only what decides about
     * target accounts makes a row invalid: ID, status, groups and Regions.
     *
     * @param existing the Regions that exist: a misspelled one would remove the account from the one that is meant
     */
    static RegistryRow parse(Map<String, WrittenValue> written, Set<Region> existing) {
        RowReader row = new RowReader(written);
        SortedSet<Group> groups = row.several(GROUPS, Group::new).orElseGet(TreeSet::new);
        boolean groupsRead = row.problems().isEmpty();
        Optional<AccountId> id = row.required(ACCOUNT_ID, AccountId::new);
        Optional<AccountStatus> status = row.required(STATUS, AccountStatus::parse);
        Optional<SortedSet<Region>> regions = row.several(REGIONS, text -> Region.oneOf(existing, text));
        if (regions.isPresent() && regions.get().isEmpty()) {
            // It may mean "none" or "not filled in yet". The one would remove the account, the other add it.
            row.problem(REGIONS + " is empty: remove the attribute for all Regions");
        }
        if (!row.problems().isEmpty()) {
            return new BadRow(
                    row.title(ACCOUNT_ID), groupsRead ? Optional.of(groups) : Optional.empty(), row.problems());
        }
        return account(written, id.orElseThrow(), status.orElseThrow(), groups, regions);
    }

    /** Reads the attributes that decide nothing about target accounts. An invalid one becomes a warning and counts as absent. */
    private static RegisteredAccount account(
            Map<String, WrittenValue> written,
            AccountId id,
            AccountStatus status,
            SortedSet<Group> groups,
            Optional<SortedSet<Region>> regions) {
        RowReader row = new RowReader(written);
        if (status == AccountStatus.UNKNOWN) {
            row.problem(STATUS + " " + MalformedException.quoted(row.title(STATUS))
                    + " is not known: the account counts as not active, and no configuration loses it");
        }
        Optional<String> name = row.optional(NAME, Function.identity());
        Optional<String> updatedAt = row.optional(UPDATED_AT, Function.identity());
        Optional<Audience.Organization> organization = row.optional(ORGANIZATION, Audience.Organization::new);
        int before = row.problems().size();
        Optional<Set<Audience.OrganizationalUnit>> units = row.several(
                        ORGANIZATIONAL_UNITS, Audience.OrganizationalUnit::new)
                .filter(some -> row.problems().size() == before)
                .map(Set::copyOf);
        return new RegisteredAccount(
                id, status, groups, regions, name, updatedAt, organization, units, imported(row), row.problems());
    }

    private static Optional<ImportedRow> imported(RowReader row) {
        return row.optional(MANAGED_BY, Function.identity())
                .filter(ORGANIZATIONS::equals)
                .map(manager -> new ImportedRow(
                        row.pairs(GROUP_RULES), row.optional(REGIONS_RULE, Function.identity()), row.pairs(TAGS)));
    }
}
