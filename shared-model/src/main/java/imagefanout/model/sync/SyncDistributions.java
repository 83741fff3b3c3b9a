package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Brings the target accounts of every managed distribution configuration to what the registry says, as far as the guards let
 * it, and creates the declared ones that do not exist.
 *
 * <p>One configuration's trouble does not stop the others. Nothing is decided on a registry that was not read to its end.
 */
public final class SyncDistributions {
    /** A change is a few calls; one that could be cut off half-way is better not begun. */
    private static final Duration MIN_LEFT = Duration.ofSeconds(15);

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
     * @param sources where configurations live; a declared one that names no source is created in the first
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

    /** Does all that it can and reports all of it; syncing the same registry again changes nothing. */
    public SyncReport sync(SyncRequest request) {
        RegistrySnapshot reading;
        try {
            reading = RegistrySnapshot.read(registry);
        } catch (StorageException e) {
            return new SyncReport(request, 0, List.of(), List.of(), List.of("nothing was planned: " + e.getMessage()));
        }
        return new SyncRun(request, reading).report();
    }

    /** One run: gathers what is to be reported while it goes. */
    private final class SyncRun {
        private final SyncRequest request;
        private final RegistrySnapshot reading;
        private final List<String> badRows = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final List<ConfigurationReport> reports = new ArrayList<>();

        private SyncRun(SyncRequest request, RegistrySnapshot reading) {
            this.request = request;
            this.reading = reading;
            reading.badRows().stream().map(BadRow::toString).forEach(badRows::add);
        }

        private SyncReport report() {
            List<ConfigurationSummary> found = new ArrayList<>();
            Set<Region> listed = list(found);
            if (request.only().isEmpty()) {
                createDeclared(found, listed);
            }
            Set<DistributionConfigurationArn> managed = new HashSet<>();
            for (ConfigurationSummary summary : found) {
                if (isAsked(summary) && sync(summary)) {
                    managed.add(summary.arn());
                }
            }
            if (!request.isDry() && request.only().isEmpty()) {
                forgetOthers(listed, managed);
            }
            return new SyncReport(request, reading.accounts().size(), badRows, reports, failures);
        }

        private Set<Region> list(List<ConfigurationSummary> found) {
            Set<Region> listed = new HashSet<>();
            Set<Region> asked =
                    request.only().<Set<Region>>map(arn -> Set.of(arn.region())).orElse(sources);
            for (Region source : new TreeSet<>(asked)) {
                if (!sources.contains(source)) {
                    failures.add(source + " is not one of the source Regions " + sources);
                    continue;
                }
                try {
                    found.addAll(configurations.all(source));
                    listed.add(source);
                } catch (ImageBuilderException e) {
                    failures.add("the configurations of " + source + " could not be listed: " + e.getMessage());
                }
            }
            request.only().filter(arn -> listed.contains(arn.region())).ifPresent(arn -> {
                Optional<ConfigurationSummary> one = found.stream()
                        .filter(summary -> summary.arn().equals(arn))
                        .findFirst();
                if (one.isEmpty()) {
                    failures.add("there is no configuration " + arn);
                } else if (one.get().tag().isEmpty()) {
                    failures.add(arn + " has no tag " + GroupTag.KEY + " and is left alone");
                }
            });
            return listed;
        }

        private boolean isAsked(ConfigurationSummary summary) {
            return summary.tag().isPresent()
                    && request.only().map(summary.arn()::equals).orElse(true);
        }

        /** False: it is not managed. */
        private boolean sync(ConfigurationSummary summary) {
            if (deadline.left().compareTo(MIN_LEFT) < 0) {
                reports.add(ConfigurationReport.untouched(
                        Optional.of(summary.arn()),
                        summary.name(),
                        SyncOutcome.FAILED,
                        List.of("not looked at: the time of this run was up")));
                return true;
            }
            Optional<SyncConfiguration.SyncResult> synced;
            try {
                synced = new SyncConfiguration(registry, configurations, ledger, guards, clock)
                        .sync(summary, reading, request);
            } catch (RuntimeException e) {
                // Whatever it was: it is this configuration's trouble, it is reported, and the others go on.
                synced = Optional.of(
                        new SyncConfiguration.SyncResult(unread(summary).failed(e), Optional.empty()));
            }
            synced.ifPresent(it -> reports.add(noted(summary.arn(), it)));
            return synced.isPresent();
        }

        private ConfigurationReport unread(ConfigurationSummary summary) {
            return ConfigurationReport.untouched(
                    Optional.of(summary.arn()), summary.name(), SyncOutcome.FAILED, List.of());
        }

        private ConfigurationReport noted(DistributionConfigurationArn arn, SyncConfiguration.SyncResult synced) {
            if (request.isDry()) {
                return synced.report();
            }
            try {
                Optional<SyncedConfiguration> earlier =
                        synced.left().isPresent() ? Optional.empty() : ledger.configuration(arn);
                ledger.record(SyncedState.of(
                        arn, synced.report(), synced.left(), earlier, request.trigger(), clock.instant()));
                return synced.report();
            } catch (StorageException e) {
                return synced.report().failed(e);
            }
        }

        private void createDeclared(List<ConfigurationSummary> found, Set<Region> listed) {
            CreateDeclared create = new CreateDeclared(configurations, ledger, guards, clock);
            Optional<String> after = Optional.empty();
            try {
                do {
                    ResultPage<DeclarationRow, String> page = declarations.rows(after);
                    for (DeclarationRow row : page.items()) {
                        if (row instanceof DeclaredConfiguration declared) {
                            create(create, declared, found, listed);
                        } else {
                            badRows.add(row.toString());
                        }
                    }
                    after = page.next();
                } while (after.isPresent());
            } catch (StorageException e) {
                failures.add("the declared configurations could not be read: " + e.getMessage());
            }
        }

        private void create(
                CreateDeclared create,
                DeclaredConfiguration declared,
                List<ConfigurationSummary> found,
                Set<Region> listed) {
            Region source = declared.source().orElse(firstSource);
            if (!sources.contains(source)) {
                badRows.add("declaration \"" + declared.name() + "\": " + source + " is not one of the source Regions "
                        + sources);
                return;
            }
            // Where the list could not be read, nothing is known of what exists; that failure is reported already.
            if (!listed.contains(source)) {
                return;
            }
            Optional<ConfigurationSummary> existing = found.stream()
                    .filter(summary -> summary.arn().region().equals(source) && declared.names(summary))
                    .findFirst();
            if (existing.isPresent()) {
                if (existing.get().tag().isEmpty()) {
                    reports.add(ConfigurationReport.untouched(
                            Optional.of(existing.get().arn()),
                            declared.name(),
                            SyncOutcome.SKIPPED,
                            List.of("it is declared, exists, and has no tag " + GroupTag.KEY
                                    + ": tag it to have it managed")));
                } else if (!request.isDry()) {
                    conclude(create, declared, existing.get());
                }
                return;
            }
            reports.add(create.create(source, declared, reading, request));
        }

        private void conclude(CreateDeclared create, DeclaredConfiguration declared, ConfigurationSummary existing) {
            try {
                create.conclude(declared, existing.arn());
            } catch (ImageBuilderException | StorageException e) {
                failures.add("the creation of " + existing.arn() + " could not be written down: " + e.getMessage());
            }
        }

        /** What is tagged no longer, or deleted, is not managed; only a list that was read to its end can tell. */
        private void forgetOthers(Set<Region> listed, Set<DistributionConfigurationArn> managed) {
            Set<DistributionConfigurationArn> created = new HashSet<>();
            reports.stream()
                    .filter(report -> report.outcome() == SyncOutcome.CREATED)
                    .forEach(report -> report.configuration().ifPresent(created::add));
            try {
                for (SyncState state : ledger.states()) {
                    DistributionConfigurationArn arn = state.configuration();
                    boolean gone = listed.contains(arn.region()) && !managed.contains(arn) && !created.contains(arn);
                    if (gone || !sources.contains(arn.region())) {
                        ledger.forget(arn);
                    }
                }
            } catch (StorageException e) {
                failures.add("the ledger could not be tidied: " + e.getMessage());
            }
        }
    }
}
