package imagefanout.testing.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.model.accounts.RowChange;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every journal of imports promises. */
public abstract class ImportJournalContract {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Digest DIGEST = Digest.of("test").end();
    private static final Approval APPROVAL = new Approval(DIGEST, "arn:alice", "they are closed", START);

    protected abstract ImportJournal journal();

    @Test
    void remembersWhatIsOnHold() {
        AccountId nameless = new AccountId("222222222222");
        HeldImport held = new HeldImport(
                DIGEST,
                new TreeSet<>(Set.of(ACCOUNT, nameless)),
                new TreeMap<>(Map.of(
                        ACCOUNT,
                        new HeldImport.Loss(Optional.of("team-a"), "group prod"),
                        nameless,
                        new HeldImport.Loss(Optional.empty(), "becomes CLOSED"))),
                START);
        HeldImport withoutLosses = new HeldImport(DIGEST, held.accounts(), new TreeMap<>(), START);

        assertThat(journal().held()).isEmpty();
        journal().hold(Optional.of(held));
        assertThat(journal().held()).contains(held);
        journal().hold(Optional.of(withoutLosses));
        assertThat(journal().held()).contains(withoutLosses);
        journal().hold(Optional.empty());
        assertThat(journal().held()).isEmpty();
    }

    @Test
    void keepsAnApprovalUntilItIsUsedUp() {
        Approval newer = new Approval(DIGEST, "arn:bob", "again", START.plusSeconds(1));
        journal().approve(APPROVAL);
        journal().approve(newer);

        journal().useUp(APPROVAL);
        assertThat(journal().approval()).contains(newer);

        journal().useUp(newer);
        assertThat(journal().approval()).isEmpty();
        journal().useUp(newer);
    }

    @Test
    void readsAChangeAsItWasWritten() {
        AccountChange first = change(0, Optional.empty(), row(AccountStatus.ACTIVE, "prod"), Optional.empty());
        AccountChange second = change(
                1,
                Optional.of(row(AccountStatus.ACTIVE, "prod")),
                row(AccountStatus.LEFT, "prod"),
                Optional.of(APPROVAL));
        journal().record(first);
        journal().record(second);

        ResultPage<AccountChange, Instant> newest = journal().changes(ACCOUNT, Optional.empty(), 1);
        assertThat(newest.items()).containsExactly(second);
        ResultPage<AccountChange, Instant> older = journal().changes(ACCOUNT, newest.next(), 1);
        assertThat(older.items()).containsExactly(first);
        assertThat(older.next()).isEmpty();
        assertThat(journal()
                        .changes(new AccountId("222222222222"), Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @Test
    void keepsWhatWasBeforeTheWholeImport() {
        RegisteredAccount before = row(AccountStatus.ACTIVE, "prod");
        RegisteredAccount between = row(AccountStatus.ACTIVE, "sandbox");
        RegisteredAccount after = row(AccountStatus.SUSPENDED, "sandbox");
        journal().record(change(0, Optional.of(before), between, Optional.empty()));

        journal().record(change(0, Optional.of(between), after, Optional.empty()));

        assertThat(journal().change(ACCOUNT, mark("import-0")))
                .contains(change(0, Optional.of(before), after, Optional.empty()));
        assertThat(journal().change(ACCOUNT, mark("another"))).isEmpty();
    }

    private static ImportMark mark(String id) {
        return ImportMark.NONE.standing(id, START, START, new TreeMap<>(), Optional.empty());
    }

    private static AccountChange change(
            int number, Optional<RegisteredAccount> before, RegisteredAccount after, Optional<Approval> approval) {
        return new AccountChange(
                new RowChange(before, after), "import-" + number, START.plusSeconds(number), "schedule", approval);
    }

    private static RegisteredAccount row(AccountStatus status, String group) {
        return new RegisteredAccount(
                ACCOUNT,
                status,
                new TreeSet<>(Set.of(new Group(group))),
                Optional.empty(),
                Optional.of("team-a"),
                Optional.of("2026-01-01T00:00:00Z"),
                Optional.empty(),
                Optional.of(Set.of()),
                Optional.of(new ImportedRow(new TreeMap<>(), Optional.of("10"), new TreeMap<>())),
                List.of());
    }
}
