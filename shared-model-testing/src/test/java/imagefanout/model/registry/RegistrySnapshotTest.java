package imagefanout.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RegistrySnapshotTest {
    private static final Group PROD = new Group("prod");
    private static final Group SANDBOX = new Group("sandbox");

    @Test
    void continuesAfterAPageWithoutRows() {
        RegistrySnapshot reading = RegistrySnapshot.read(new Pages(Map.of(
                "",
                page("1"),
                "1",
                page("2", account("111111111111", PROD)),
                "2",
                page(null, account("222222222222")))));

        assertThat(reading.accounts()).hasSize(2);
        assertThat(reading.badRows()).isEmpty();
    }

    @Test
    void failsWhenAPageCannotBeRead() {
        Pages broken = new Pages(Map.of("", page("1", account("111111111111"))));

        assertThatThrownBy(() -> RegistrySnapshot.read(broken)).isInstanceOf(StorageException.class);
    }

    @Test
    void failsWhenAPageComesTwice() {
        Pages circle = new Pages(Map.of("", page("1"), "1", page("1", account("111111111111"))));

        assertThatThrownBy(() -> RegistrySnapshot.read(circle))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("not read to its end");
    }

    @Test
    void countsARowThatComesTwiceOnce() {
        RegisteredAccount twice = account("111111111111", PROD);

        RegistrySnapshot reading = RegistrySnapshot.read(new Pages(Map.of("", page(null, twice, twice))));

        assertThat(reading.accounts()).containsExactly(Map.entry(twice.id(), twice));
        assertThat(reading.badRows()).isEmpty();
    }

    @Test
    void trustsNeitherOfTwoRowsThatContradictEachOther() {
        RegistrySnapshot reading = RegistrySnapshot.read(
                new Pages(Map.of("", page(null, account("111111111111", PROD), account("111111111111", SANDBOX)))));

        assertThat(reading.badRowsConcerning(Set.of(PROD), Set.of())).hasSize(1);
        assertThat(reading.badRowsConcerning(Set.of(SANDBOX), Set.of())).hasSize(1);
        assertThat(reading.badRowsConcerning(Set.of(new Group("other")), Set.of()))
                .isEmpty();
    }

    @Test
    void keepsBadRows() {
        BadRow bad = new BadRow("x", Optional.of(new TreeSet<>(Set.of(PROD))), List.of("status is missing"));

        RegistrySnapshot reading = RegistrySnapshot.read(new Pages(Map.of("", page(null, bad))));

        assertThat(reading.badRows()).containsExactly(bad);
        assertThat(reading.badRowsConcerning(Set.of(SANDBOX), Set.of())).isEmpty();
    }

    @Test
    void findsTheBadRowsOfAccountsToBeRemoved() {
        BadRow bad = new BadRow("111111111111", Optional.of(new TreeSet<>()), List.of("status is missing"));

        RegistrySnapshot reading = RegistrySnapshot.read(new Pages(Map.of("", page(null, bad))));

        assertThat(reading.badRowsConcerning(Set.of(PROD), Set.of(new AccountId("111111111111"))))
                .containsExactly(bad);
        assertThat(reading.badRowsConcerning(Set.of(PROD), Set.of(new AccountId("222222222222"))))
                .isEmpty();
    }

    private static ResultPage<RegistryRow, String> page(String next, RegistryRow... rows) {
        return new ResultPage<>(List.of(rows), Optional.ofNullable(next));
    }

    private static RegisteredAccount account(String id, Group... groups) {
        return RegisteredAccount.of(new AccountId(id), AccountStatus.ACTIVE, Set.of(groups), Optional.empty());
    }

    /** Pages by their tokens. */
    private record Pages(Map<String, ResultPage<RegistryRow, String>> byPosition) implements AccountRegistry {
        @Override
        public ResultPage<RegistryRow, String> rows(Optional<String> after) {
            return Optional.ofNullable(byPosition.get(after.orElse("")))
                    .orElseThrow(() -> new StorageException("throttled"));
        }

        @Override
        public Optional<RegistryRow> account(AccountId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean add(RegisteredAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean extend(RegisteredAccount asRead, RegisteredAccount widened) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ImportMark importMark() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean mark(ImportMark asRead, ImportMark now) {
            throw new UnsupportedOperationException();
        }
    }
}
