package imagefanout.organizations;

import imagefanout.model.Deadline;
import imagefanout.model.Sleeper;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TargetNotFoundException;

/**
 * Walks the tree from its root: for each unit, one list of its units and one of its accounts. An account that is listed twice,
 * because it moved meanwhile, is where it was listed last.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html">ListAccountsForParent</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html">ListOrganizationalUnitsForParent</a>
 */
public final class SdkOrganization implements Organization {
    private static final int PAGE = 20;

    private final OrganizationsClient client;
    private final OrganizationCalls calls;

    /**
     * @param deadline of the invocation: no call outlasts it
     * @param reserve the time that a read leaves for what follows it
     * @param sleeper waits while Organizations throttles
     */
    public SdkOrganization(OrganizationsClients clients, Deadline deadline, Duration reserve, Sleeper sleeper) {
        this.client = clients.client();
        this.calls = new OrganizationCalls(deadline, reserve, sleeper);
    }

    @Override
    public OrganizationSnapshot read() {
        Root root = root();
        SortedMap<AccountId, OrganizationAccount> accounts = new TreeMap<>();
        addAll(root.id(), List.of(), accounts);
        return new OrganizationSnapshot(parsed("ListRoots", () -> organizationOf(root.arn())), accounts);
    }

    private Root root() {
        List<Root> roots = calls.list(
                "ListRoots",
                (token, bounds) -> client.listRoots(
                        r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(bounds)),
                ListRootsResponse::roots,
                ListRootsResponse::nextToken);
        if (roots.size() != 1) {
            throw new OrganizationUnreadableException(
                    "ListRoots: expected one root, but the organization has " + roots.size());
        }
        return roots.get(0);
    }

    /** A root's ARN ends with {@code root/<organization>/<root>}. */
    private static Audience.Organization organizationOf(String rootArn) {
        return new Audience.Organization(rootArn.replaceFirst(":root/([^/]*)/.*", ":organization/$1"));
    }

    /** Adds the accounts of the root or a unit, and of the units in it. */
    private void addAll(String parent, List<NamedUnit> path, Map<AccountId, OrganizationAccount> accounts) {
        for (Account account : accountsIn(parent)) {
            OrganizationAccount read = parsed("ListAccountsForParent of " + parent, () -> account(account, path));
            accounts.put(read.id(), read);
        }
        for (OrganizationalUnit unit : unitsIn(parent)) {
            List<NamedUnit> inside = new ArrayList<>(path);
            inside.add(parsed(
                    "ListOrganizationalUnitsForParent of " + parent,
                    () -> new NamedUnit(new Audience.OrganizationalUnit(unit.arn()), unit.name())));
            addAll(unit.id(), inside, accounts);
        }
    }

    private List<Account> accountsIn(String parent) {
        return calls.list(
                "ListAccountsForParent of " + parent,
                (token, bounds) -> client.listAccountsForParent(r ->
                        r.parentId(parent).maxResults(PAGE).nextToken(token).overrideConfiguration(bounds)),
                ListAccountsForParentResponse::accounts,
                ListAccountsForParentResponse::nextToken);
    }

    private List<OrganizationalUnit> unitsIn(String parent) {
        return calls.list(
                "ListOrganizationalUnitsForParent of " + parent,
                (token, bounds) -> client.listOrganizationalUnitsForParent(r ->
                        r.parentId(parent).maxResults(PAGE).nextToken(token).overrideConfiguration(bounds)),
                ListOrganizationalUnitsForParentResponse::organizationalUnits,
                ListOrganizationalUnitsForParentResponse::nextToken);
    }

    /**
     * {@code State} replaces {@code Status}, which has fewer values.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html">Account</a>
     */
    private static OrganizationAccount account(Account account, List<NamedUnit> path) {
        return new OrganizationAccount(
                new AccountId(account.id()),
                Objects.requireNonNullElse(account.name(), ""),
                account.state() == null ? account.statusAsString() : account.stateAsString(),
                path);
    }

    private static <T> T parsed(String call, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new OrganizationUnreadableException(call + ": the answer is malformed: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<AccountId, Map<String, String>> tags(Collection<AccountId> accounts) {
        Map<AccountId, Map<String, String>> found = new TreeMap<>();
        for (AccountId account : accounts) {
            try {
                found.put(account, tags(account));
            } catch (OrganizationUnreadableException e) {
                if (!(e.getCause() instanceof TargetNotFoundException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private Map<String, String> tags(AccountId account) {
        Map<String, String> tags = new TreeMap<>();
        calls.list(
                        "ListTagsForResource of " + account,
                        (token, bounds) -> client.listTagsForResource(r ->
                                r.resourceId(account.value()).nextToken(token).overrideConfiguration(bounds)),
                        ListTagsForResourceResponse::tags,
                        ListTagsForResourceResponse::nextToken)
                .forEach((Tag tag) -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Override
    public Set<AccountId> members(Collection<AccountId> accounts) {
        return accounts.stream().filter(this::isMember).collect(Collectors.toSet());
    }

    private boolean isMember(AccountId account) {
        try {
            calls.call(
                    "DescribeAccount of " + account,
                    bounds -> client.describeAccount(
                            r -> r.accountId(account.value()).overrideConfiguration(bounds)));
            return true;
        } catch (OrganizationUnreadableException e) {
            if (e.getCause() instanceof AccountNotFoundException) {
                return false;
            }
            throw e;
        }
    }
}
