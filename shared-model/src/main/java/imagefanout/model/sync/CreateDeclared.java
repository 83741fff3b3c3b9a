package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Creates a declared configuration that does not exist; asking twice creates one. */
final class CreateDeclared {
    private final DistributionConfigurations configurations;
    private final DistributionLedger ledger;
    private final Guards guards;
    private final Clock clock;

    CreateDeclared(DistributionConfigurations configurations, DistributionLedger ledger, Guards guards, Clock clock) {
        this.configurations = requireNonNull(configurations, "configurations");
        this.ledger = requireNonNull(ledger, "ledger");
        this.guards = requireNonNull(guards, "guards");
        this.clock = requireNonNull(clock, "clock");
    }

    ConfigurationReport create(
            Region source, DeclaredConfiguration declared, RegistrySnapshot registry, SyncRequest request) {
        SortedMap<Region, SortedSet<AccountId>> targets = new TreeMap<>();
        for (Region region : declared.regions()) {
            targets.put(region, SyncPlan.wantedIn(region, declared.groups().groups(), registry));
        }
        NewConfiguration configuration = new NewConfiguration(declared, targets);
        List<String> forbidden = guards.judgeNew(configuration, registry);
        if (!forbidden.isEmpty()) {
            return report(configuration, SyncOutcome.SKIPPED, forbidden);
        }
        ConfigurationReport planned = report(configuration, SyncOutcome.PLANNED, List.of());
        if (request.isDry()) {
            return planned;
        }
        try {
            return created(source, configuration, planned, request);
        } catch (ImageBuilderException | StorageException e) {
            return planned.failed(e);
        }
    }

    private ConfigurationReport created(
            Region source, NewConfiguration configuration, ConfigurationReport planned, SyncRequest request) {
        Instant at = clock.instant();
        Digest token = token(at, source, configuration);
        Creation creation = new Creation(
                source,
                configuration.declaration().name(),
                at,
                token.hex(),
                request.trigger(),
                planned.digest().orElse(token));
        // Before the service is asked: a creation that could not be accounted for is not made. What a dead run noted
        // stays, for
        // the name may be taken by what it created.
        boolean unaccounted = ledger.creation(source, creation.name()).isPresent();
        if (!unaccounted) {
            ledger.beginCreation(creation);
        }
        Optional<DistributionConfigurationArn> arn = configurations.create(source, configuration, token);
        if (arn.isEmpty()) {
            if (!unaccounted) {
                // Somebody else created it: no audit of ours may claim it.
                ledger.endCreation(source, creation.name());
            }
            // Lists lag behind. Whether it is managed, the next run sees in its tag.
            return report(
                    configuration,
                    SyncOutcome.SKIPPED,
                    List.of("its name is taken by a configuration that is not in the list yet"));
        }
        Change change = audit(arn.get(), creation, configuration.targets(), Optional.empty());
        SortedMap<Region, RegionDrift> drift = new TreeMap<>();
        SortedSet<AccountId> none = Collections.emptySortedSet();
        configuration
                .targets()
                .forEach((region, accounts) -> drift.put(region, new RegionDrift(region, accounts, none, none)));
        ConfigurationReport report = planned.created(arn.get(), change.regions());
        ledger.record(new SyncedConfiguration(
                new SyncState(
                        arn.get(),
                        report.name(),
                        report.groups(),
                        SyncStatus.IN_SYNC,
                        List.of(),
                        Optional.empty(),
                        report.accountsAdded(),
                        0,
                        0,
                        request.trigger(),
                        clock.instant()),
                drift));
        return report;
    }

    /**
     * Writes the audit of a creation whose run died before it could, now that the configuration is in the list.
     *
     * @throws ImageBuilderException when the configuration could not be read
     * @throws StorageException when the ledger could not be read or written
     */
    void conclude(DeclaredConfiguration declared, DistributionConfigurationArn arn) {
        Optional<Creation> creation = ledger.creation(arn.region(), declared.name());
        if (creation.isPresent()) {
            audit(
                    arn,
                    creation.get(),
                    configurations.read(arn).targets(),
                    Optional.of("its run ended before it could say so: a later one found it"));
        }
    }

    private Change audit(
            DistributionConfigurationArn arn,
            Creation creation,
            SortedMap<Region, SortedSet<AccountId>> targets,
            Optional<String> detail) {
        SortedSet<AccountId> none = Collections.emptySortedSet();
        SortedMap<Region, RegionChange> changes = new TreeMap<>();
        targets.forEach((region, accounts) -> changes.put(region, new RegionChange(region, none, accounts, none)));
        Change change = new Change(
                arn,
                creation.at(),
                creation.token(),
                creation.trigger(),
                creation.plan(),
                ChangeOutcome.CREATED,
                detail,
                changes);
        ledger.record(change);
        ledger.endCreation(creation.source(), creation.name());
        return change;
    }

    private static ConfigurationReport report(
            NewConfiguration configuration, SyncOutcome outcome, List<String> reasons) {
        DeclaredConfiguration declared = configuration.declaration();
        SortedMap<Region, RegionPlan> planned = new TreeMap<>();
        SortedSet<AccountId> none = Collections.emptySortedSet();
        configuration
                .targets()
                .forEach((region, accounts) ->
                        planned.put(region, new RegionPlan(region, none, none, accounts, List.of())));
        return new ConfigurationReport(
                Optional.empty(),
                declared.name(),
                declared.groups().groups(),
                outcome,
                planned,
                Collections.emptySortedMap(),
                reasons,
                Optional.empty(),
                false,
                Collections.emptySortedMap(),
                Optional.empty());
    }

    /**
     * From all that is sent, so that asking again after a lost answer is the same request, and from the time: one that was
     * created, deleted by a person and is declared still is a new one. Across runs the name, of which there is but one, makes
     * creating twice safe.
     */
    private static Digest token(Instant at, Region source, NewConfiguration configuration) {
        DeclaredConfiguration declared = configuration.declaration();
        Digest.Builder digest = Digest.of("create")
                .add(at.toString())
                .add(source.value())
                .add(declared.name())
                .add(declared.groups().value())
                .add(declared.amiName())
                .add(declared.description());
        declared.tags().forEach((key, value) -> digest.add(key).add(value));
        configuration.targets().forEach((region, accounts) -> {
            digest.add(region.value());
            SyncPlan.add(digest, accounts);
        });
        return digest.end();
    }
}
