package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.accounts.ImportReport.Outcome;
import imagefanout.model.accounts.ImportRequest.Mode;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Brings the rows of the registry that the import manages in line with the organization and the rules.
 *
 * <p>It marks the registry before its first write and takes the mark away after its last one. While the mark stands, no sync
 * follows the registry; its end starts the sync that judges the whole import. An import that dies leaves the mark; the next run
 * plans anew, writes what is missing and ends it. Importing the same organization again writes nothing.
 */
public final class ImportAccounts {
    /** With less time, no further row is written, so that the mark can be released. */
    private static final Duration MIN_TIME_LEFT = Duration.ofSeconds(10);

    private final AccountRules rules;
    private final AccountRegistry registry;
    private final Organization organization;
    private final RecentRead recent;
    private final ImportJournal journal;
    private final Supplier<String> newId;
    private final Clock clock;
    private final Deadline deadline;

    /**
     * @param recent of this process
     * @param newId names each import
     */
    public ImportAccounts(
            AccountRules rules,
            AccountRegistry registry,
            Organization organization,
            RecentRead recent,
            ImportJournal journal,
            Supplier<String> newId,
            Clock clock,
            Deadline deadline) {
        this.rules = requireNonNull(rules, "rules");
        this.registry = requireNonNull(registry, "registry");
        this.organization = requireNonNull(organization, "organization");
        this.recent = requireNonNull(recent, "recent");
        this.journal = requireNonNull(journal, "journal");
        this.newId = requireNonNull(newId, "newId");
        this.clock = requireNonNull(clock, "clock");
        this.deadline = requireNonNull(deadline, "deadline");
    }

    /** Does what it can, and reports it. When the organization or a table cannot be read to its end, nothing is changed. */
    public ImportReport run(ImportRequest request) {
        ImportMark mark = ImportMark.NONE;
        try {
            mark = registry.importMark();
            ImportReport report = run(request, mark);
            // A run without a plan may have found the mark of another process, whose read is newer than the remembered
            // one.
            if (report.plan().isPresent()) {
                recent.ended(report.mark(), report.held());
            }
            return report;
        } catch (OrganizationUnreadableException | StorageException e) {
            String what =
                    request.mode() == Mode.UNDO ? "the undo is not finished, run it again: " : "nothing was changed: ";
            return ImportReport.without(Outcome.FAILED, mark, what + e.getMessage());
        }
    }

    private ImportReport run(ImportRequest request, ImportMark mark) {
        Instant now = clock.instant();
        if (mark.isWriting(now) && request.mode() != Mode.DRY_RUN) {
            return busy(mark);
        }
        if (request.mode() == Mode.UNDO) {
            return undo(mark, now);
        }
        Optional<Approval> approval = journal.approval().filter(one -> one.isValid(now));
        if (request.mode() == Mode.RESUME && !mark.standing() && approval.isEmpty()) {
            return ImportReport.without(Outcome.DONE, mark);
        }
        Optional<HeldImport> heldBefore = journal.held();
        // What is approved may come from a newer read of another process.
        Optional<Instant> answerable = approval.isEmpty() ? request.happenedAt() : Optional.empty();
        ImportPlan plan = plan(request.named(), mark, heldBefore, answerable, now);
        Optional<HeldImport> held = held(plan, mark, approval, heldBefore, now);
        ImportRun run = new ImportRun(request, plan, held, approval, now);
        if (request.mode() == Mode.DRY_RUN) {
            return run.report(Outcome.PLANNED, mark);
        }
        if (!held.equals(heldBefore)) {
            journal.hold(held);
        }
        return run.write(mark);
    }

    private ImportPlan plan(
            Set<AccountId> named,
            ImportMark mark,
            Optional<HeldImport> heldBefore,
            Optional<Instant> answerable,
            Instant now) {
        RuleSet ruleSet = RuleSet.read(rules);
        RegistrySnapshot rows = RegistrySnapshot.read(registry);
        OrganizationSnapshot members = recent.read(organization, answerable, mark, heldBefore, now);
        Set<AccountId> readTags = new HashSet<>(named);
        heldBefore.ifPresent(held -> readTags.addAll(held.accounts()));
        return new PlanImport(organization, ruleSet, rows, members).plan(mark, readTags, now);
    }

    private static ImportReport busy(ImportMark mark) {
        return ImportReport.without(
                Outcome.BUSY, mark, "another import may write until " + mark.until() + ": run this one again then");
    }

    private static Optional<HeldImport> held(
            ImportPlan plan, ImportMark mark, Optional<Approval> approval, Optional<HeldImport> before, Instant now) {
        SortedSet<AccountId> accounts = plan.held(
                mark,
                approval.map(Approval::digest),
                before.map(HeldImport::accounts).orElseGet(TreeSet::new));
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = plan.digest(accounts);
        Instant since = before.filter(was -> was.digest().equals(digest))
                .map(HeldImport::since)
                .orElse(now);
        return Optional.of(HeldImport.of(plan, accounts, since));
    }

    /** Writes the rows of one plan. */
    private final class ImportRun {
        private final ImportRequest request;
        private final ImportPlan plan;
        private final Optional<HeldImport> held;
        private final Optional<Approval> approval;
        private final Instant now;
        private final SortedSet<AccountId> written = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();

        private ImportRun(
                ImportRequest request,
                ImportPlan plan,
                Optional<HeldImport> held,
                Optional<Approval> approval,
                Instant now) {
            this.request = request;
            this.plan = plan;
            this.held = held;
            this.now = now;
            this.approval = approval;
        }

        private ImportReport write(ImportMark read) {
            SortedSet<AccountId> ids = Sorted.without(
                    plan.changes().keySet(), held.map(HeldImport::accounts).orElseGet(TreeSet::new));
            ImportMark mark = plan.readsAllTags() ? read.withTags(now, plan.tagKeys()) : read;
            if (ids.isEmpty() && !mark.standing()) {
                ImportMark noted = mark.equals(read) ? read : mark.next();
                if (!noted.equals(read) && !registry.mark(read, noted)) {
                    return busy(read);
                }
                approval.ifPresent(journal::useUp);
                return report(Outcome.DONE, noted);
            }
            SortedMap<AccountId, Digest> losing = plan.losing();
            losing.keySet().retainAll(ids);
            Digest losses = plan.digest(plan.notJudged(read));
            Optional<Digest> approved = approval.map(Approval::digest).filter(losses::equals);
            ImportMark standing = mark.standing(newId.get(), now, now.plus(deadline.left()), losing, approved);
            if (!registry.mark(read, standing)) {
                return busy(read);
            }
            return writeRows(ids, standing);
        }

        /** Of a change that was approved for this import, whether in this run or in the dead one that goes on. */
        private Optional<Approval> approvalOf(RowChange planned, ImportMark standing) {
            return approval.filter(one -> planned.loses()
                    && standing.approval().filter(one.digest()::equals).isPresent());
        }

        private ImportReport writeRows(SortedSet<AccountId> ids, ImportMark standing) {
            try {
                for (AccountId id : ids) {
                    if (deadline.left().compareTo(MIN_TIME_LEFT) < 0) {
                        ImportMark released = standing.released(clock.instant());
                        registry.mark(standing, released);
                        problems.add("this run ran out of time: the next run goes on");
                        return report(Outcome.UNFINISHED, released);
                    }
                    writeRow(plan.changes().get(id), standing);
                }
                approval.ifPresent(journal::useUp);
                // A row that was not written lacks the tags that were read. The next run reads them again.
                ImportMark ended = problems.isEmpty()
                        ? standing.ended()
                        : standing.ended().withTags(Instant.EPOCH, standing.tagKeys());
                if (!registry.mark(standing, ended)) {
                    return busy(standing);
                }
                return report(problems.isEmpty() ? Outcome.DONE : Outcome.FAILED, ended);
            } catch (StorageException e) {
                problems.add("the import is not finished, and no sync follows the registry until it is: "
                        + e.getMessage() + ". The next run goes on");
                return report(Outcome.FAILED, standing);
            }
        }

        private void writeRow(RowChange planned, ImportMark mark) {
            RegisteredAccount after = planned.after().updatedAt(now.toString());
            RowChange change = new RowChange(planned.before(), after);
            journal.record(new AccountChange(
                    change, mark.id(), mark.startedAt(), request.trigger(), approvalOf(planned, mark)));
            boolean done = planned.before()
                    .map(before -> registry.replace(before, after))
                    .orElseGet(() -> registry.add(after));
            if (done) {
                written.add(after.id());
            } else {
                problems.add("the row of " + after.id() + " was changed meanwhile: the next run decides");
            }
        }

        private ImportReport report(Outcome outcome, ImportMark mark) {
            return new ImportReport(outcome, Optional.of(plan), held, written, mark, problems);
        }
    }

    /** Takes back what a dead import has written. A row that someone else changed since stays as it is. */
    private ImportReport undo(ImportMark read, Instant now) {
        if (!read.standing()) {
            return ImportReport.without(Outcome.FAILED, read, "no import is unfinished, so there is nothing to undo");
        }
        ImportMark mark = read.standing(newId.get(), now, now.plus(deadline.left()), new TreeMap<>(), Optional.empty());
        if (!registry.mark(read, mark)) {
            return busy(read);
        }
        SortedSet<AccountId> restored = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        RegistrySnapshot.read(registry).accounts().values().stream()
                .filter(row -> row.imported().isPresent())
                .forEach(row -> journal.change(row.id(), mark).ifPresent(change -> {
                    if (change.change().after().equals(row)) {
                        RegisteredAccount before = change.change().before().orElseGet(() -> withoutGroups(row));
                        if (registry.replace(row, before)) {
                            restored.add(row.id());
                        }
                    } else if (!change.change().before().filter(row::equals).isPresent()) {
                        problems.add("the row of " + row.id() + " was changed after the import: it stays");
                    }
                }));
        // The rows have their earlier tags again.
        ImportMark ended = mark.ended().withTags(Instant.EPOCH, mark.tagKeys());
        registry.mark(mark, ended);
        return new ImportReport(Outcome.UNDONE, Optional.empty(), Optional.empty(), restored, ended, problems);
    }

    /** No row is ever deleted. A row that was not there before becomes one that gives nothing. */
    private static RegisteredAccount withoutGroups(RegisteredAccount row) {
        return row.with(new TreeSet<>(), row.regions()).with(AccountStatus.PENDING);
    }
}
