package imagefanout.model.accounts;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the organization with the registry, by the rules, for one plan. It writes nothing. */
final class PlanImport {
    private static final Duration TAGS_EVERY = Duration.ofDays(1);

    private final Organization organization;
    private final RuleSet ruleSet;
    private final SortedMap<AccountId, RegisteredAccount> rows;
    private final Set<String> badRows;
    private final OrganizationSnapshot members;
    private final SortedSet<String> tagKeys;
    private final SortedMap<AccountId, RowChange> changes = new TreeMap<>();
    private final SortedSet<Integer> matched = new TreeSet<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean readsAllTags;
    private Set<AccountId> tagsRead = Set.of();
    private Map<AccountId, Map<String, String>> tags = Map.of();

    /** @param organization is asked for tags, and whether the accounts that {@code members} lacks have left */
    PlanImport(Organization organization, RuleSet ruleSet, RegistrySnapshot registry, OrganizationSnapshot members) {
        this.organization = organization;
        this.ruleSet = ruleSet;
        this.rows = registry.accounts();
        this.badRows = registry.badRows().stream().map(BadRow::name).collect(Collectors.toSet());
        this.members = members;
        this.tagKeys = ruleSet.tagKeys();
        registry.badRows().forEach(row -> warnings.add(row.toString()));
    }

    /**
     * @param named the accounts whose tags are read in any case
     * @throws OrganizationUnreadableException when any read of the organization broke off
     */
    ImportPlan plan(ImportMark mark, Set<AccountId> named, Instant now) {
        readTags(mark, named, now);
        members.accounts().values().forEach(this::add);
        addLeaving();
        long active = rows.values().stream()
                .filter(row -> row.imported().isPresent() && row.status().isActive())
                .count();
        return new ImportPlan(
                changes,
                Math.toIntExact(active),
                Sorted.without(ruleSet.orders(), matched),
                warnings,
                readsAllTags,
                tagKeys);
    }

    /** Of accounts without a row of the import, of those that are named, and once a day of all. */
    private void readTags(ImportMark mark, Set<AccountId> named, Instant now) {
        if (tagKeys.isEmpty()) {
            return;
        }
        // The rows that a dead import did not write lack the tags that it read.
        readsAllTags = mark.standing()
                || !mark.tagKeys().containsAll(tagKeys)
                || mark.tagsReadAt()
                        .filter(at -> now.isBefore(at.plus(TAGS_EVERY)))
                        .isEmpty();
        tagsRead = members.accounts().keySet().stream()
                .filter(id -> isImportable(id) && (readsAllTags || named.contains(id) || !rows.containsKey(id)))
                .collect(Collectors.toCollection(TreeSet::new));
        tags = organization.tags(tagsRead);
    }

    private boolean isImportable(AccountId id) {
        RegisteredAccount row = rows.get(id);
        return !badRows.contains(id.value()) && (row == null || row.imported().isPresent());
    }

    private void add(OrganizationAccount account) {
        if (!isImportable(account.id())) {
            matched.addAll(ruleSet.matching(account, Map.of()).orders());
            return;
        }
        if (tagsRead.contains(account.id()) && !tags.containsKey(account.id())) {
            warnings.add(account.id() + " left the organization while it was read: the next run decides");
            return;
        }
        Optional<RegisteredAccount> before = Optional.ofNullable(rows.get(account.id()));
        SortedMap<String, String> known = tags(account.id(), before);
        RuleSet matching = ruleSet.matching(account, known);
        matched.addAll(matching.orders());
        RegisteredAccount after = after(account, before, matching, known);
        if (!before.filter(after::equals).isPresent()) {
            changes.put(account.id(), new RowChange(before, after));
        }
    }

    private SortedMap<String, String> tags(AccountId id, Optional<RegisteredAccount> before) {
        SortedMap<String, String> known = new TreeMap<>(Optional.ofNullable(tags.get(id))
                .or(() -> before.flatMap(RegisteredAccount::imported).map(ImportedRow::tags))
                .orElse(Map.of()));
        known.keySet().retainAll(tagKeys);
        return known;
    }

    private RegisteredAccount after(
            OrganizationAccount account,
            Optional<RegisteredAccount> before,
            RuleSet matching,
            SortedMap<String, String> known) {
        SortedMap<Group, String> groups = matching.groups();
        SortedMap<String, String> groupRules = new TreeMap<>();
        groups.forEach((group, orders) -> groupRules.put(group.name(), orders));
        Optional<AccountRule> regionsRule = matching.regionsRule();
        return new RegisteredAccount(
                account.id(),
                status(account, before),
                Sorted.copyOf(groups.keySet()),
                regionsRule.flatMap(AccountRule::regions),
                Optional.of(account.name()),
                before.flatMap(RegisteredAccount::updatedAt),
                Optional.of(members.organization()),
                Optional.of(account.path().stream().map(NamedUnit::unit).collect(Collectors.toSet())),
                Optional.of(new ImportedRow(groupRules, regionsRule.map(rule -> "" + rule.order()), known)),
                before.map(RegisteredAccount::warnings).orElse(List.of()));
    }

    private AccountStatus status(OrganizationAccount account, Optional<RegisteredAccount> before) {
        AccountStatus status = AccountStatus.parse(account.state());
        if (status != AccountStatus.UNKNOWN) {
            return status;
        }
        warnings.add(account.id() + " has the unknown state " + MalformedException.quoted(account.state())
                + ": its status stays");
        return before.map(RegisteredAccount::status)
                .filter(was -> was != AccountStatus.LEFT)
                .orElse(AccountStatus.PENDING);
    }

    /** A row of an account that has left keeps its groups: if the account comes back, the rules decide anew. */
    private void addLeaving() {
        SortedMap<AccountId, RegisteredAccount> leaving = new TreeMap<>(rows);
        leaving.keySet().removeAll(members.accounts().keySet());
        leaving.values().removeIf(row -> row.imported().isEmpty() || row.status() == AccountStatus.LEFT);
        Set<AccountId> stillMembers = organization.members(leaving.keySet());
        leaving.forEach((id, row) -> {
            if (stillMembers.contains(id)) {
                warnings.add(id + " is a member, but the list of accounts lacks it: its row stays");
            } else {
                changes.put(id, new RowChange(Optional.of(row), row.with(AccountStatus.LEFT)));
            }
        });
    }
}
