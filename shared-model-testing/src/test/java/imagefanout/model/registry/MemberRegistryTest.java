package imagefanout.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberRegistryTest {
    private static final String OURS = "o-a1b2c3d4e5";
    private static final String THEIRS = "o-f6g7h8i9j0";
    private static final Group PROD = new Group("prod");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Region US = new Region("us-east-1");

    private final InMemoryAccountRegistry rows = new InMemoryAccountRegistry();
    private final AccountRegistry registry = MemberRegistry.of(rows, Optional.of(OURS));

    @Test
    void wantsNoAccountOfAnotherOrganization() {
        RegisteredAccount stranger = account(1, AccountStatus.ACTIVE, Optional.of(THEIRS));
        rows.put(stranger);

        RegisteredAccount seen =
                (RegisteredAccount) registry.account(stranger.id()).orElseThrow();

        assertThat(stranger.isWanted(Set.of(PROD), US)).isTrue();
        assertThat(seen.isWanted(Set.of(PROD), US)).isFalse();
        // Where it is a target account it stays: a wrong row removes nobody.
        assertThat(seen.status()).isEqualTo(AccountStatus.UNKNOWN);
        assertThat(RegistrySnapshot.read(registry).accounts()).containsEntry(stranger.id(), seen);
        assertThat(RegistrySnapshot.read(registry).warnings())
                .containsExactly("row " + stranger.id() + ": its organization is not " + OURS
                        + ": it is added to no configuration");
    }

    @Test
    void leavesTheAccountsOfItsOrganizationAndThoseThatNameNoneAsTheyAre() {
        RegisteredAccount member = account(1, AccountStatus.ACTIVE, Optional.of(OURS));
        RegisteredAccount unknown = account(2, AccountStatus.ACTIVE, Optional.empty());
        rows.put(member);
        rows.put(unknown);

        assertThat(RegistrySnapshot.read(registry).accounts().values()).containsExactly(member, unknown);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ACTIVE", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesTheStatusOfAnAccountThatLeaves(AccountStatus status) {
        RegisteredAccount stranger = account(1, status, Optional.of(THEIRS));
        rows.put(stranger);

        assertThat(registry.account(stranger.id())).contains(stranger);
    }

    @Test
    void writesThroughToTheRegistry() {
        RegisteredAccount account = account(1, AccountStatus.ACTIVE, Optional.empty());
        RegisteredAccount extended = account.with(new TreeSet<>(Set.of(PROD, new Group("more"))), Optional.empty());

        assertThat(registry.add(account)).isTrue();
        assertThat(registry.extend(account, extended)).isTrue();

        assertThat(rows.account(account.id())).contains(extended);
        assertThat(registry.add(account)).isFalse();
        assertThat(registry.extend(account, extended)).isFalse();
    }

    @Test
    void letsTheImportWriteThrough() {
        RegisteredAccount account = managed(account(1, AccountStatus.ACTIVE, Optional.empty()));
        RegisteredAccount closed = account.with(AccountStatus.CLOSED);
        ImportMark mark = ImportMark.NONE.standing("1", NOW, NOW, new TreeMap<>(), Optional.empty());
        rows.put(account);

        assertThat(registry.replace(account, closed)).isTrue();
        assertThat(registry.replace(account, closed)).isFalse();
        assertThat(registry.mark(ImportMark.NONE, mark)).isTrue();
        assertThat(registry.mark(ImportMark.NONE, mark)).isFalse();

        assertThat(rows.account(account.id())).contains(closed);
        assertThat(registry.importMark()).isEqualTo(mark);
    }

    @Test
    void checksNothingWithoutAnOrganization() {
        assertThat(MemberRegistry.of(rows, Optional.empty())).isSameAs(rows);
    }

    private static RegisteredAccount managed(RegisteredAccount row) {
        Map<String, WrittenValue> written = new HashMap<>(row.written());
        written.put(RegistryRow.MANAGED_BY, new WrittenValue.Text(RegistryRow.ORGANIZATIONS));
        return (RegisteredAccount) RegistryRow.parse(written, Set.of(US));
    }

    private static RegisteredAccount account(int number, AccountStatus status, Optional<String> organization) {
        return new RegisteredAccount(
                new AccountId(Long.toString(500_000_000_000L + number)),
                status,
                new TreeSet<>(Set.of(PROD)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                organization.map(
                        id -> new Audience.Organization("arn:aws:organizations::111111111111:organization/" + id)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
