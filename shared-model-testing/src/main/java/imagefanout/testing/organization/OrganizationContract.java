package imagefanout.testing.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every organization promises. */
public abstract class OrganizationContract {
    /** The organization under test, at the start of each test without units; it may have accounts. */
    protected abstract Organization organization();

    /** Creates an active account in the unit with these names, such as {@code /Workloads/Prod}, which is created if it does not exist. */
    protected abstract AccountId account(String name, String path);

    protected abstract void move(AccountId account, String path);

    protected abstract void tag(AccountId account, String key, String value);

    /** The account is no longer a member. */
    protected abstract void leave(AccountId account);

    /** From now on, the call with this number, from 1, and all later ones fail. */
    protected abstract void failAtCall(int number);

    @Test
    void readsAnAccountWithEveryUnitAboveIt() {
        AccountId id = account("team-a", "/Workloads/Prod");

        OrganizationAccount account = read().accounts().get(id);

        assertThat(account.name()).isEqualTo("team-a");
        assertThat(account.state()).isEqualTo("ACTIVE");
        assertThat(account.path()).extracting(NamedUnit::name).containsExactly("Workloads", "Prod");
        assertThat(account.path()).extracting(NamedUnit::id).allMatch(unit -> unit.startsWith("ou-"));
    }

    @Test
    void readsAnAccountInTheRootWithoutUnits() {
        AccountId id = account("team-a", "/");

        assertThat(read().accounts().get(id).path()).isEmpty();
    }

    @Test
    void readsEveryAccountOfEveryPage() {
        for (int i = 0; i < 45; i++) {
            account("team-" + i, i % 2 == 0 ? "/Workloads/Prod" : "/");
        }

        List<OrganizationAccount> read = read().accounts().values().stream()
                .filter(account -> account.name().startsWith("team-"))
                .toList();

        assertThat(read).hasSize(45);
        assertThat(read).filteredOn(account -> account.path().isEmpty()).hasSize(22);
    }

    @Test
    void readsWhereAnAccountMovedTo() {
        AccountId id = account("team-a", "/Workloads/Prod");

        move(id, "/Sandbox");

        assertThat(read().accounts().get(id).path()).extracting(NamedUnit::name).containsExactly("Sandbox");
    }

    @Test
    void readsNoAccountThatLeft() {
        AccountId id = account("team-a", "/Workloads/Prod");
        AccountId other = account("team-b", "/Workloads/Prod");

        leave(id);

        assertThat(read().accounts()).doesNotContainKey(id).containsKey(other);
        assertThat(organization().members(Set.of(id, other))).containsExactly(other);
    }

    @Test
    void readsTheTagsOfTheAccountsThatAreAskedFor() {
        AccountId tagged = account("team-a", "/Workloads/Prod");
        AccountId plain = account("team-b", "/Workloads/Prod");
        AccountId left = account("team-c", "/Workloads/Prod");
        tag(tagged, "env", "prod");
        tag(tagged, "tier", "1");
        leave(left);

        Map<AccountId, Map<String, String>> tags = organization().tags(List.of(tagged, plain, left));

        assertThat(tags)
                .containsOnly(Map.entry(tagged, Map.of("env", "prod", "tier", "1")), Map.entry(plain, Map.of()));
    }

    @Test
    void returnsNothingFromAReadThatBrokeOff() {
        account("team-a", "/Workloads/Prod");
        account("team-b", "/Sandbox");

        for (int call = 1; call <= 3; call++) {
            failAtCall(call);
            assertThatThrownBy(this::read).isInstanceOf(OrganizationUnreadableException.class);
        }
    }

    @Test
    void returnsNoTagsFromAReadThatBrokeOff() {
        List<AccountId> accounts = List.of(account("team-a", "/"), account("team-b", "/"));

        failAtCall(2);

        assertThatThrownBy(() -> organization().tags(accounts)).isInstanceOf(OrganizationUnreadableException.class);
        failAtCall(2);
        assertThatThrownBy(() -> organization().members(accounts)).isInstanceOf(OrganizationUnreadableException.class);
    }

    private OrganizationSnapshot read() {
        return organization().read();
    }
}
