package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.BatchFailures;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Brings the target accounts of every managed distribution configuration in line with the registry, as far as the guards
 * allow, and creates declared configurations that do not exist.
 *
 * <p>A configuration that fails does not stop the others. Nothing is planned unless the registry was read to its end, and no
 * import was writing it meanwhile.
 */
public final class SyncDistributions {
    /** With less time, no further configuration is started, so that none is interrupted. */
    private static final Duration MIN_TIME_LEFT = Duration.ofSeconds(15);

    private final AccountRegistry registry;
    private final DistributionDeclarations declarations;
    private final DistributionConfigurations configurations;
    private final DistributionLedger ledger;
    private final Guards guards;
    private final SortedSet<Region> sources;
    private final Region firstSource;
    private final Clock clock;
    private final Deadline deadline;

    /**
     * @param sources the Regions of the configurations; a declaration that names none is created in the first
     */
    public SyncDistributions(
            AccountRegistry registry,
            DistributionDeclarations declarations,
            DistributionConfigurations configurations,
            DistributionLedger ledger,
            Guards guards,
            List<Region> sources,
            Clock clock,
            Deadline deadline) {
        this.registry = requireNonNull(registry, "registry");
        this.declarations = requireNonNull(declarations, "declarations");
        this.configurations = requireNonNull(configurations, "configurations");
        this.ledger = requireNonNull(ledger, "ledger");
        this.guards = requireNonNull(guards, "guards");
        this.firstSource = sources.get(0);
        this.sources = new TreeSet<>(sources);
        this.clock = requireNonNull(clock, "clock");
        this.deadline = requireNonNull(deadline, "deadline");
    }

    /** Does everything that it can, and reports all of it. Syncing the same registry again changes nothing. */
    public SyncReport sync(SyncRequest request) {
        SyncRun run;
        try {
            ImportMark mark = registry.importMark();
            RegistrySnapshot snapshot = RegistrySnapshot.read(registry);
            if (!registry.importMark().equals(mark) || mark.standing()) {
                return SyncReport.waiting(request, mark, clock.instant());
            }
            run = new SyncRun(request, snapshot, mark);
        } catch (StorageException e) {
            String why = "nothing was planned: " + e.getMessage();
            return SyncReport.withoutPlan(request, List.of(why), Optional.empty());
        }
        return run.run();
    }

    /**
     * Notes the accounts that the report names for the first time. Until then, every run names them again: none goes unreported
     * because a run died.
     *
     * @throws StorageException when the ledger could not be written
     */
    public void note(SyncReport reported) {
        if (!reported.request().isDry() && !reported.firstSeen().isEmpty()) {
            ledger.noteAccounts(reported.firstSeen());
        }
    }

    /** One run, and what it reports. */
    private final class SyncRun {
        private final SyncRequest request;
        private final RegistrySnapshot snapshot;
        private final ImportMark mark;
        private final SyncConfiguration syncConfiguration;
        private final CreateDeclared createDeclared =
                new CreateDeclared(configurations, ledger, guards, clock, this::confirmNoImport);
        private final List<ConfigurationSummary> found = new ArrayList<>();
        private final Set<Region> listed = new TreeSet<>();

        /** Declared and not listed: deleted, or not listed yet. */
        private final Set<String> unlisted = new HashSet<>();

        private final List<String> badRows = new ArrayList<>();
        private final List<ConfigurationReport> reports = new ArrayList<>();
        private final BatchFailures failures = new BatchFailures();
        private final Instant startedAt = clock.instant();
        private final Set<DistributionConfigurationArn> managed = new HashSet<>();
        private KnownStates known;
        private boolean allRecorded = true;

        private SyncRun(SyncRequest request, RegistrySnapshot snapshot, ImportMark mark) {
            this.request = request;
            this.snapshot = snapshot;
            this.mark = mark;
            this.syncConfiguration = new SyncConfiguration(
                    registry,
                    configurations,
                    ledger,
                    guards,
                    new ApplyChange(configurations, ledger, clock, request.trigger()),
                    clock,
                    snapshot,
                    request,
                    this::confirmNoImport);
            known = new KnownStates(List.of(), snapshot, startedAt);
            snapshot.badRows().forEach(row -> badRows.add(row.toString()));
        }

        private SyncReport run() {
            SortedSet<AccountId> firstSeen = new TreeSet<>();
            failures.attempt(
                    "the accounts that the registry had before could not be read", () -> firstSeen.addAll(firstSeen()));
            request.only().ifPresentOrElse(this::listOnly, this::listAll);
            boolean knowsAll = failures.attempt(
                    "the managed configurations could not be read from the ledger",
                    () -> known = new KnownStates(ledger.states(), snapshot, startedAt));
            found.forEach(this::sync);
            if (!request.isDry() && request.only().isEmpty() && knowsAll) {
                failures.attempt("configurations that are no longer managed were not forgotten", this::forget);
                if (failures.isEmpty() && allRecorded) {
                    failures.attempt("it was not noted that all were checked", () -> ledger.checked(startedAt));
                }
            }
            return new SyncReport(
                    request,
                    snapshot.accounts().size(),
                    firstSeen,
                    badRows,
                    snapshot.warnings(),
                    reports,
                    failures.texts(),
                    Optional.empty());
        }

        /**
         * Called before each change: a run may take minutes, and an import may begin meanwhile.
         *
         * @throws ImportBegunException when one did
         */
        private void confirmNoImport() {
            if (!registry.importMark().equals(mark)) {
                throw new ImportBegunException();
            }
        }

        /** The first run takes the registry as it is. */
        private SortedSet<AccountId> firstSeen() {
            Set<AccountId> rows = snapshot.accounts().keySet();
            Optional<SortedSet<AccountId>> known = ledger.knownAccounts();
            if (known.isEmpty() && !request.isDry()) {
                ledger.noteAccounts(new TreeSet<>(rows));
            }
            return known.map(before -> Sorted.without(rows, before)).orElseGet(TreeSet::new);
        }

        private void listAll() {
            sources.forEach(this::list);
            failures.attempt(
                    "the declared configurations could not be read",
                    () -> ResultPage.<DeclarationRow, String>forEach(declarations::rows, row -> {
                        if (row instanceof DeclaredConfiguration declared) {
                            create(declared, declared.source().orElse(firstSource));
                        } else {
                            badRows.add(row.toString());
                        }
                    }));
        }

        private void list(Region source) {
            failures.attempt("the configurations of " + source + " could not be listed", () -> {
                found.addAll(configurations.all(source));
                listed.add(source);
            });
        }

        private void listOnly(DistributionConfigurationArn only) {
            if (!sources.contains(only.region())) {
                failures.add(only.region() + " is not one of the source Regions " + sources);
                return;
            }
            list(only.region());
            found.removeIf(summary -> !summary.arn().equals(only));
            if (found.isEmpty() && listed.contains(only.region())) {
                failures.add("there is no configuration " + only);
            }
        }

        private void sync(ConfigurationSummary summary) {
            if (summary.tag().isPresent() && syncTagged(summary)) {
                managed.add(summary.arn());
            } else if (request.only().isPresent()) {
                failures.add(summary.arn() + " has no tag " + GroupTag.KEY + ", so it is not managed");
            }
        }

        /** Syncs the configuration, unless nothing has changed or the time is up. False: it turned out not to be managed. */
        private boolean syncTagged(ConfigurationSummary summary) {
            if (deadline.left().compareTo(MIN_TIME_LEFT) < 0) {
                allRecorded = false;
                String why = "not checked: this run ran out of time; the next run checks it";
                reports.add(withoutPlan(summary, SyncOutcome.FAILED, List.of(why)));
                return true;
            }
            Optional<SyncState> unchanged = isShort() ? known.unchanged(summary) : Optional.empty();
            if (unchanged.isPresent()) {
                reports.add(withoutPlan(
                        summary, SyncOutcome.IN_SYNC, unchanged.get().reasons()));
                return true;
            }
            Optional<SyncConfiguration.SyncResult> result;
            try {
                result = syncConfiguration.sync(summary.arn());
            } catch (RuntimeException e) {
                // Any failure is reported, and the other configurations are synced.
                ConfigurationReport report =
                        withoutPlan(summary, SyncOutcome.FAILED, List.of()).failed(e);
                result = Optional.of(SyncConfiguration.SyncResult.withoutPlan(report));
            }
            result.ifPresent(synced -> reports.add(request.isDry() ? synced.report() : record(summary.arn(), synced)));
            return result.isPresent();
        }

        /** A person who starts a run wants every configuration compared. */
        private boolean isShort() {
            return request.trigger().kind() != SyncTrigger.Kind.MANUAL && !request.isDry();
        }

        private static ConfigurationReport withoutPlan(
                ConfigurationSummary summary, SyncOutcome outcome, List<String> reasons) {
            return ConfigurationReport.withoutPlan(Optional.of(summary.arn()), summary.name(), outcome, reasons);
        }

        private ConfigurationReport record(DistributionConfigurationArn arn, SyncConfiguration.SyncResult synced) {
            try {
                syncConfiguration.record(arn, synced, known.comparedWith(synced.report(), synced.plan()));
                return synced.report();
            } catch (StorageException e) {
                allRecorded = false;
                return synced.report().failed(e);
            }
        }

        private void create(DeclaredConfiguration declared, Region source) {
            if (!sources.contains(source)) {
                badRows.add("declaration \"" + declared.name() + "\": " + source + " is not one of the source Regions "
                        + sources);
                return;
            }
            // Without the Region's list, which is reported as failed, it is not known what exists.
            if (!listed.contains(source)) {
                return;
            }
            found.stream()
                    .filter(summary -> summary.arn().region().equals(source) && declared.names(summary))
                    .findFirst()
                    .ifPresentOrElse(existing -> conclude(declared, existing), () -> {
                        unlisted.add(source.value() + " " + declared.name());
                        ConfigurationReport report = createDeclared.create(source, declared, snapshot, request);
                        report.configuration().ifPresent(managed::add);
                        reports.add(report);
                    });
        }

        private void conclude(DeclaredConfiguration declared, ConfigurationSummary existing) {
            if (existing.tag().isEmpty()) {
                reports.add(ConfigurationReport.withoutPlan(
                        Optional.of(existing.arn()),
                        declared.name(),
                        SyncOutcome.SKIPPED,
                        List.of("it is declared and exists, but has no tag " + GroupTag.KEY
                                + ": add the tag to manage it")));
            } else if (!request.isDry()) {
                failures.attempt(
                        "the audit record of the creation of " + existing.arn() + " could not be completed",
                        () -> createDeclared.conclude(declared, existing.arn()));
            }
        }

        /** Forgets what was deleted or has lost its tag. Only a complete list proves it. */
        private void forget() {
            for (SyncState state : known.all()) {
                DistributionConfigurationArn arn = state.configuration();
                boolean isGone = listed.contains(arn.region()) && !managed.contains(arn);
                if (isGone || !sources.contains(arn.region())) {
                    syncConfiguration.endApproval(arn);
                    if (isGone && isDeleted(state)) {
                        ledger.noteParameterNames(arn, new TreeSet<>());
                    }
                    // The last step, since the state is what leads a later run here.
                    ledger.forget(arn);
                }
            }
        }

        /** One that only lost its tag keeps its SSM parameters, and so does one that is not listed yet. */
        private boolean isDeleted(SyncState state) {
            DistributionConfigurationArn arn = state.configuration();
            return !unlisted.contains(arn.region().value() + " " + state.name())
                    && found.stream().noneMatch(summary -> summary.arn().equals(arn));
        }
    }
}
