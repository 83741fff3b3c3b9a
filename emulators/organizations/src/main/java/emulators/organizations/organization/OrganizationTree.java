package emulators.organizations.organization;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The root, units, accounts and tags of one organization. Not thread-safe. */
public final class OrganizationTree {

    private static final String ROOT = "r-root";
    private static final long FIRST_ACCOUNT = 300_000_000_000L;

    private final String id;
    private final String managementAccount;
    private final Map<String, AccountParent> parents = new LinkedHashMap<>();
    private final Map<String, MemberAccount> accounts = new LinkedHashMap<>();
    private final Map<String, AccountCreation> creations = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    private long last;

    /** Creates an organization with its root and its management account. */
    public OrganizationTree(String managementAccount, Instant now) {
        this.managementAccount = requireNonNull(managementAccount, "managementAccount");
        this.id = "o-org" + managementAccount;
        parents.put(ROOT, new AccountParent(next(), ROOT, Optional.empty(), "Root"));
        put(new MemberAccount(
                next(),
                managementAccount,
                ROOT,
                "management",
                "management@example.com",
                AccountState.ACTIVE,
                "INVITED",
                now));
    }

    private long next() {
        return ++last;
    }

    public String id() {
        return id;
    }

    public String managementAccount() {
        return managementAccount;
    }

    public String rootId() {
        return ROOT;
    }

    /** The ARN of something in this organization, or of the organization itself with type {@code organization}. */
    public String arn(String type, String resource) {
        return "arn:aws:organizations::" + managementAccount + ":" + type + "/" + id
                + (type.equals("organization") ? "" : "/" + resource);
    }

    public Optional<AccountParent> parent(String parentId) {
        return Optional.ofNullable(parents.get(parentId));
    }

    public Optional<MemberAccount> account(String accountId) {
        return Optional.ofNullable(accounts.get(accountId));
    }

    public Optional<AccountCreation> creation(String requestId) {
        return Optional.ofNullable(creations.get(requestId));
    }

    /** Every account, in the order in which they joined. */
    public Collection<MemberAccount> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    public List<MemberAccount> accountsIn(String parentId) {
        return accounts.values().stream()
                .filter(account -> account.parent().equals(parentId))
                .toList();
    }

    public List<AccountParent> unitsIn(String parentId) {
        return parents.values().stream()
                .filter(unit -> unit.parent().equals(Optional.of(parentId)))
                .toList();
    }

    /** The unit's depth below the root, which has 0. */
    public int depth(String parentId) {
        return (int) Stream.iterate(parent(parentId), Optional::isPresent, above -> above.flatMap(AccountParent::parent)
                                .flatMap(this::parent))
                        .count()
                - 1;
    }

    public boolean hasUnit(String parentId, String name) {
        return unitsIn(parentId).stream().anyMatch(unit -> unit.name().equals(name));
    }

    public AccountParent addUnit(String parentId, String name) {
        long order = next();
        String unitId = "ou-" + ROOT.substring(2) + "-" + String.format("%08d", order);
        AccountParent unit = new AccountParent(order, unitId, Optional.of(parentId), name);
        parents.put(unitId, unit);
        return unit;
    }

    public AccountParent rename(AccountParent unit, String name) {
        AccountParent renamed = unit.named(name);
        parents.put(unit.id(), renamed);
        return renamed;
    }

    /** Adds an account at the end of the lists, or replaces the one with this ID in its place. */
    public MemberAccount put(MemberAccount account) {
        accounts.put(account.id(), account);
        return account;
    }

    /** Returns a new account, which is not in the organization yet. */
    public MemberAccount newAccount(String accountId, String name, String email, String joinedMethod, Instant now) {
        return new MemberAccount(next(), accountId, ROOT, name, email, AccountState.ACTIVE, joinedMethod, now);
    }

    /** An ID that no account has. */
    public String unusedAccountId() {
        return String.valueOf(FIRST_ACCOUNT + next());
    }

    public void remove(MemberAccount account) {
        accounts.remove(account.id());
        tags.remove(account.id());
    }

    public AccountCreation startCreation(String name, Instant now) {
        String requestId = "car-" + String.format("%032d", next());
        AccountCreation creation =
                new AccountCreation(requestId, name, now, Optional.empty(), Optional.empty(), Optional.empty());
        creations.put(requestId, creation);
        return creation;
    }

    /** Creates the requested account, unless another one has its email address. */
    public AccountCreation complete(AccountCreation creation, String email, Map<String, String> newTags, Instant now) {
        boolean taken =
                accounts.values().stream().anyMatch(account -> account.email().equalsIgnoreCase(email));
        AccountCreation completed = taken
                ? creation.failed("EMAIL_ALREADY_EXISTS", now)
                : creation.succeeded(
                        put(newAccount(unusedAccountId(), creation.name(), email, "CREATED", now))
                                .id(),
                        now);
        completed.account().ifPresent(accountId -> tag(accountId, newTags));
        creations.put(completed.id(), completed);
        return completed;
    }

    public boolean isTaggable(String resource) {
        return accounts.containsKey(resource) || parents.containsKey(resource);
    }

    /** The tags of an account, a unit or the root. */
    public Map<String, String> tags(String resource) {
        return Collections.unmodifiableMap(tags.getOrDefault(resource, Map.of()));
    }

    public void tag(String resource, Map<String, String> added) {
        tags.computeIfAbsent(resource, none -> new LinkedHashMap<>()).putAll(added);
    }

    public void untag(String resource, Collection<String> keys) {
        tags.getOrDefault(resource, new LinkedHashMap<>()).keySet().removeAll(keys);
    }
}
