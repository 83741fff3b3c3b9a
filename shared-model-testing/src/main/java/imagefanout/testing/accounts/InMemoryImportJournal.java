package imagefanout.testing.accounts;

import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.model.accounts.RowChange;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The journal of imports in memory. */
public final class InMemoryImportJournal implements ImportJournal {
    private final Map<AccountId, Map<Instant, AccountChange>> changes = new HashMap<>();
    private Optional<HeldImport> held = Optional.empty();
    private Optional<Approval> approval = Optional.empty();

    @Override
    public Optional<HeldImport> held() {
        return held;
    }

    @Override
    public void hold(Optional<HeldImport> now) {
        held = now;
    }

    @Override
    public Optional<Approval> approval() {
        return approval;
    }

    @Override
    public void approve(Approval newest) {
        approval = Optional.of(newest);
    }

    @Override
    public void useUp(Approval used) {
        approval = approval.filter(one -> !one.equals(used));
    }

    @Override
    public void record(AccountChange change) {
        changes.computeIfAbsent(change.change().account(), id -> new TreeMap<>())
                .merge(change.at(), change, InMemoryImportJournal::withFirstBefore);
    }

    private static AccountChange withFirstBefore(AccountChange first, AccountChange later) {
        RowChange whole = new RowChange(first.change().before(), later.change().after());
        return new AccountChange(whole, later.importId(), later.at(), later.trigger(), later.approval());
    }

    @Override
    public Optional<AccountChange> change(AccountId account, ImportMark mark) {
        return Optional.ofNullable(changes.getOrDefault(account, Map.of()).get(mark.startedAt()))
                .filter(change -> change.importId().equals(mark.id()));
    }

    @Override
    public ResultPage<AccountChange, Instant> changes(AccountId account, Optional<Instant> before, int limit) {
        List<AccountChange> older = changes.getOrDefault(account, Map.of()).values().stream()
                .filter(change -> before.map(change.at()::isBefore).orElse(true))
                .sorted(Comparator.comparing(AccountChange::at).reversed())
                .toList();
        return ResultPage.first(older, limit, AccountChange::at);
    }
}
