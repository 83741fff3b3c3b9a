package imagefanout.testing.organization;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An organization in memory, with failures on demand. A unit is addressed by the names from the top, such as {@code /Workloads/Prod}. */
public final class InMemoryOrganization implements Organization {
    public static final Audience.Organization ARN =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-abcdefghij");

    private static final int MAX_CALLS = 1_000_000;

    private record Unit(String id, String name, String parent) {}

    private record Member(String name, String state, String unit) {}

    private final Map<String, Unit> units = new HashMap<>();
    private final SortedMap<AccountId, Member> members = new TreeMap<>();
    private final Map<AccountId, Map<String, String>> tags = new HashMap<>();
    private final Set<AccountId> hidden = new HashSet<>();
    private OptionalInt failingCall = OptionalInt.empty();
    private int calls;

    /** Adds the unit and those above it, if they do not exist. */
    public void unit(String path) {
        unitId(path);
    }

    /** Gives the unit another name; its ID stays. */
    public void rename(String path, String name) {
        String id = unitId(path);
        units.computeIfPresent(id, (key, unit) -> new Unit(id, name, unit.parent()));
    }

    /** Adds an account, or replaces it. */
    public void put(AccountId id, String name, String state, String path) {
        members.put(id, new Member(name, state, unitId(path)));
    }

    public void move(AccountId id, String path) {
        String unit = unitId(path);
        members.computeIfPresent(id, (key, member) -> new Member(member.name(), member.state(), unit));
    }

    public void state(AccountId id, String state) {
        members.computeIfPresent(id, (key, member) -> new Member(member.name(), state, member.unit()));
    }

    public void rename(AccountId id, String name) {
        members.computeIfPresent(id, (key, member) -> new Member(name, member.state(), member.unit()));
    }

    public void remove(AccountId id) {
        members.remove(id);
        tags.remove(id);
    }

    public void tag(AccountId id, String key, String value) {
        tags.computeIfAbsent(id, account -> new TreeMap<>()).put(key, value);
    }

    public void untag(AccountId id, String key) {
        tags.getOrDefault(id, new TreeMap<>()).remove(key);
    }

    /** From now on, lists lack the account, although it is a member. */
    public void hide(AccountId id) {
        hidden.add(id);
    }

    /** From now on, the call with this number, from 1, and all later ones fail. Each account read is a call. */
    public void failAtCall(int number) {
        calls = 0;
        failingCall = OptionalInt.of(number);
    }

    public void recover() {
        failingCall = OptionalInt.empty();
        hidden.clear();
    }

    /** The accounts that are members now. */
    public Set<AccountId> accounts() {
        return Set.copyOf(members.keySet());
    }

    @Override
    public OrganizationSnapshot read() {
        call();
        SortedMap<AccountId, OrganizationAccount> accounts = new TreeMap<>();
        members.forEach((id, member) -> {
            call();
            if (!hidden.contains(id)) {
                accounts.put(id, new OrganizationAccount(id, member.name(), member.state(), path(member.unit())));
            }
        });
        return new OrganizationSnapshot(ARN, accounts);
    }

    @Override
    public Map<AccountId, Map<String, String>> tags(Collection<AccountId> accounts) {
        Map<AccountId, Map<String, String>> found = new HashMap<>();
        for (AccountId id : accounts) {
            call();
            if (members.containsKey(id)) {
                found.put(id, Map.copyOf(tags.getOrDefault(id, Map.of())));
            }
        }
        return found;
    }

    @Override
    public Set<AccountId> members(Collection<AccountId> accounts) {
        Set<AccountId> found = new HashSet<>();
        for (AccountId id : accounts) {
            call();
            if (members.containsKey(id)) {
                found.add(id);
            }
        }
        return found;
    }

    private void call() {
        calls++;
        if (calls >= failingCall.orElse(MAX_CALLS)) {
            throw new OrganizationUnreadableException("call " + calls + " of Organizations failed");
        }
    }

    private List<NamedUnit> path(String unitId) {
        List<NamedUnit> path = new ArrayList<>();
        for (Unit unit = units.get(unitId); unit != null; unit = units.get(unit.parent())) {
            String arn = "arn:aws:organizations::123456789012:ou/o-abcdefghij/" + unit.id();
            path.add(0, new NamedUnit(new Audience.OrganizationalUnit(arn), unit.name()));
        }
        return path;
    }

    /** The ID of the unit with this path, made if there is none; empty for the root. */
    private String unitId(String path) {
        String parent = "";
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                parent = childOf(parent, name);
            }
        }
        return parent;
    }

    private String childOf(String parent, String name) {
        return units.values().stream()
                .filter(unit -> unit.parent().equals(parent) && unit.name().equals(name))
                .map(Unit::id)
                .findFirst()
                .orElseGet(() -> {
                    String id = "ou-abcd-%08d".formatted(units.size() + 1);
                    units.put(id, new Unit(id, name, parent));
                    return id;
                });
    }
}
