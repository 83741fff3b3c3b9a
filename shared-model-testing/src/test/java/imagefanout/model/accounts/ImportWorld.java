package imagefanout.model.accounts;

import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.accounts.InMemoryAccountRules;
import imagefanout.testing.accounts.InMemoryImportJournal;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations;
import imagefanout.testing.distribution.InMemoryDistributionDeclarations;
import imagefanout.testing.organization.InMemoryOrganization;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** An organization, the registry and one distribution configuration, with imports that can be killed at any write. */
final class ImportWorld {
    static final Region HOME = new Region("us-east-1");
    static final DistributionConfigurationArn CONFIGURATION =
            new DistributionConfigurationArn("aws", HOME, new AccountId("123456789012"), "everywhere");

    /** The invocation ended, as Lambda ends one: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    final InMemoryOrganization organization = new InMemoryOrganization();
    final InMemoryAccountRules rules = new InMemoryAccountRules();
    final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    final InMemoryImportJournal journal = new InMemoryImportJournal();
    final InMemoryDistributionConfigurations configurations = new InMemoryDistributionConfigurations();
    private final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    private final Killable killable = new Killable();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int imports;

    /** Before each write of an import to the registry. */
    Runnable beforeWrite = () -> {};

    /** After each of them. */
    Runnable afterWrite = () -> {};

    /** Before each write of an import to its journal. */
    Runnable beforeNote = () -> {};

    /** The read that the process of the next run remembers. */
    RecentRead recent = new RecentRead();

    Duration left = Duration.ofMinutes(15);

    void configure(Set<AccountId> targets) {
        TreeMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        regions.put(HOME, new ConfiguredRegion(HOME, new TreeSet<>(targets), true, List.of(), List.of()));
        configurations.put(new DistributionConfiguration(
                CONFIGURATION,
                "everywhere",
                Optional.of("prod"),
                Optional.empty(),
                "",
                regions,
                List.of(),
                new Settings("{}")));
    }

    SortedSet<AccountId> targets() {
        return configurations.held(CONFIGURATION).regions().get(HOME).targets();
    }

    ImportReport run(ImportRequest.Mode mode, AccountId... named) {
        now = now.plus(Duration.ofMinutes(20));
        return run(new ImportRequest("test", mode, Set.of(named), Optional.empty()));
    }

    ImportReport run(ImportRequest request) {
        return new ImportAccounts(
                        rules,
                        killable,
                        organization,
                        recent,
                        new KillableJournal(),
                        () -> "import-" + ++imports,
                        clock(),
                        () -> left)
                .run(request);
    }

    /** An event of Organizations, which happened a while ago. */
    ImportReport event(Duration ago, AccountId... named) {
        return run(new ImportRequest("event", ImportRequest.Mode.APPLY, Set.of(named), Optional.of(now.minus(ago))));
    }

    ImportReport run() {
        return run(ImportRequest.Mode.APPLY);
    }

    void wait(Duration length) {
        now = now.plus(length);
    }

    Instant now() {
        return now;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    void approve() {
        journal.held().ifPresent(held -> journal.approve(new Approval(held.digest(), "alice", "they are gone", now)));
    }

    SyncReport sync() {
        return new SyncDistributions(
                        registry,
                        new InMemoryDistributionDeclarations(),
                        configurations,
                        ledger,
                        new Guards(AccountLimits.REMOVALS, AccountLimits.additions(20, 10)),
                        List.of(HOME),
                        Clock.fixed(now, ZoneOffset.UTC),
                        Deadline.none())
                .sync(new SyncRequest(
                        new SyncTrigger(SyncTrigger.Kind.SCHEDULE, ""),
                        SyncRequest.Mode.APPLY,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** The rules as an import reads them. */
    RuleSet ruleSet() {
        List<AccountRule> all = new ArrayList<>();
        ResultPage.<RuleRow, String>forEach(rules::rows, row -> all.add((AccountRule) row));
        return new RuleSet(all);
    }

    RegisteredAccount row(AccountId id) {
        return (RegisteredAccount) registry.account(id).orElseThrow();
    }

    /** The registry as an import sees it. */
    private final class Killable implements AccountRegistry {
        @Override
        public Optional<RegistryRow> account(AccountId id) {
            return registry.account(id);
        }

        @Override
        public ResultPage<RegistryRow, String> rows(Optional<String> after) {
            return registry.rows(after);
        }

        @Override
        public boolean add(RegisteredAccount account) {
            return written(() -> registry.add(account));
        }

        @Override
        public boolean extend(RegisteredAccount asRead, RegisteredAccount extended) {
            throw new StorageException("an import extends no row");
        }

        @Override
        public boolean replace(RegisteredAccount asRead, RegisteredAccount after) {
            return written(() -> registry.replace(asRead, after));
        }

        @Override
        public ImportMark importMark() {
            return registry.importMark();
        }

        @Override
        public boolean mark(ImportMark asRead, ImportMark after) {
            return written(() -> registry.mark(asRead, after));
        }

        private boolean written(BooleanSupplier write) {
            beforeWrite.run();
            boolean done = write.getAsBoolean();
            afterWrite.run();
            return done;
        }
    }

    /** The journal as an import sees it. */
    private final class KillableJournal implements ImportJournal {
        @Override
        public Optional<HeldImport> held() {
            return journal.held();
        }

        @Override
        public void hold(Optional<HeldImport> held) {
            beforeNote.run();
            journal.hold(held);
        }

        @Override
        public Optional<Approval> approval() {
            return journal.approval();
        }

        @Override
        public void approve(Approval approval) {
            throw new StorageException("an import approves nothing");
        }

        @Override
        public void useUp(Approval approval) {
            beforeNote.run();
            journal.useUp(approval);
        }

        @Override
        public void record(AccountChange change) {
            beforeNote.run();
            journal.record(change);
        }

        @Override
        public Optional<AccountChange> change(AccountId account, ImportMark mark) {
            return journal.change(account, mark);
        }

        @Override
        public ResultPage<AccountChange, Instant> changes(AccountId account, Optional<Instant> before, int limit) {
            return journal.changes(account, before, limit);
        }
    }
}
