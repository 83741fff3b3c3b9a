package imagefanout.model.sync;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.plan.Guards;
import imagefanout.model.plan.ParameterPlan;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.plan.RegionPlan;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Creates a declared configuration that does not exist. Doing it twice creates one.
 *
 * @param confirmNoImport throws {@link ConfigurationTroubleException} when an import has begun since the registry was read
 */
record CreateDeclared(
        DistributionConfigurations configurations,
        DistributionLedger ledger,
        Guards guards,
        Clock clock,
        Runnable confirmNoImport) {
    ConfigurationReport create(
            Region source, DeclaredConfiguration declared, RegistrySnapshot registry, SyncRequest request) {
        SortedMap<Region, SortedSet<AccountId>> targets = new TreeMap<>();
        for (Region region : declared.regions()) {
            targets.put(region, SyncPlan.wantedIn(region, declared.groups().groups(), registry));
        }
        NewConfiguration configuration = new NewConfiguration(declared, targets);
        List<String> forbidden = guards.judgeNew(configuration, registry);
        if (!forbidden.isEmpty()) {
            return report(Optional.empty(), configuration, SyncOutcome.SKIPPED, forbidden, new TreeMap<>());
        }
        ConfigurationReport planned =
                report(Optional.empty(), configuration, SyncOutcome.PLANNED, List.of(), new TreeMap<>());
        if (request.isDry()) {
            return planned;
        }
        try {
            confirmNoImport.run();
            return create(source, configuration, request);
        } catch (ImageBuilderException | StorageException | ConfigurationTroubleException e) {
            return planned.failed(e);
        }
    }

    private ConfigurationReport create(Region source, NewConfiguration configuration, SyncRequest request) {
        String name = configuration.declaration().name();
        Instant at = clock.instant();
        Digest token = token(at, source, configuration);
        // A dead run's creation stays noted: the name may be taken by what it created.
        boolean notedBefore = ledger.creation(source, name).isPresent();
        Creation creation = new Creation(source, name, at, token.hex(), request.trigger(), token);
        if (!notedBefore) {
            // Written before Image Builder is called: there is no creation without an audit record.
            ledger.beginCreation(creation);
        }
        Optional<DistributionConfigurationArn> arn = configurations.create(source, configuration, token);
        if (arn.isEmpty()) {
            if (!notedBefore) {
                // Someone else created it, so it is not this fleet's change.
                ledger.endCreation(source, name);
            }
            // Once the list shows it, its tag says whether it is managed.
            List<String> reasons = List.of("a configuration that is not in the list yet has its name");
            return report(arn, configuration, SyncOutcome.SKIPPED, reasons, new TreeMap<>());
        }
        SortedMap<Region, RegionChange> changes = Sorted.mapValues(
                configuration.targets(),
                (region, accounts) -> created(region, accounts, configuration.parameters(region)));
        audit(arn.get(), creation, changes, Optional.empty());
        ConfigurationReport report = report(arn, configuration, SyncOutcome.CREATED, List.of(), changes);
        ledger.record(SyncedConfiguration.of(
                arn.get(), report, drift(configuration), request.trigger(), clock.instant(), Optional.empty()));
        return report;
    }

    /**
     * Writes the audit record of a creation whose run died before it could, now that the list shows the configuration.
     *
     * @throws ImageBuilderException when the configuration could not be read
     * @throws StorageException when the ledger could not be read or written
     */
    void conclude(DeclaredConfiguration declared, DistributionConfigurationArn arn) {
        ledger.creation(arn.region(), declared.name()).ifPresent(creation -> {
            DistributionConfiguration read = configurations.read(arn);
            SortedMap<Region, RegionChange> changes = Sorted.mapValues(
                    read.regions(),
                    (region, configured) -> created(region, configured.targets(), ownParameters(read, configured)));
            String detail = "its run died before it wrote the result; a later run found it created";
            audit(arn, creation, changes, Optional.of(detail));
        });
    }

    /** Entries of other names are someone else's: the creation wrote the one of its tag only. */
    private static SortedSet<SsmParameter> ownParameters(DistributionConfiguration read, ConfiguredRegion region) {
        return region.parameters().stream()
                .filter(parameter -> read.parameterTag()
                        .filter(parameter.name().value()::equals)
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static RegionChange created(
            Region region, SortedSet<AccountId> targets, SortedSet<SsmParameter> parameters) {
        SortedSet<AccountId> none = new TreeSet<>();
        return new RegionChange(region, none, targets, none, new ParameterChange(parameters, new TreeSet<>()));
    }

    private void audit(
            DistributionConfigurationArn arn,
            Creation creation,
            SortedMap<Region, RegionChange> changes,
            Optional<String> detail) {
        SortedSet<ParameterName> names = new TreeSet<>();
        changes.values()
                .forEach(change -> names.addAll(change.parameters().byName().keySet()));
        if (!names.isEmpty()) {
            // Before the creation ends: until then, a later run does this again.
            ledger.noteParameterNames(arn, names);
        }
        ledger.record(new Change(
                arn,
                creation.at(),
                creation.token(),
                creation.trigger(),
                creation.plan(),
                Optional.empty(),
                ChangeOutcome.CREATED,
                detail,
                changes));
        ledger.endCreation(creation.source(), creation.name());
    }

    private static SortedMap<Region, RegionDrift> drift(NewConfiguration configuration) {
        SortedSet<AccountId> none = new TreeSet<>();
        return Sorted.mapValues(
                configuration.targets(), (region, accounts) -> new RegionDrift(region, accounts, none, none));
    }

    private static ConfigurationReport report(
            Optional<DistributionConfigurationArn> arn,
            NewConfiguration configuration,
            SyncOutcome outcome,
            List<String> reasons,
            SortedMap<Region, RegionChange> applied) {
        SortedSet<AccountId> none = new TreeSet<>();
        ParameterPlan parameters =
                new ParameterPlan(new TreeSet<>(), configuration.declaration().parameter(), true);
        SortedMap<Region, RegionPlan> planned = Sorted.mapValues(
                configuration.targets(),
                (region, accounts) -> new RegionPlan(region, none, none, accounts, List.of(), parameters));
        return new ConfigurationReport(
                arn,
                configuration.declaration().name(),
                configuration.declaration().groups().groups(),
                outcome,
                planned,
                new TreeMap<>(),
                reasons,
                Optional.empty(),
                Optional.empty(),
                applied,
                Optional.empty());
    }

    /**
     * Covers everything that is sent, so that a retry after a lost answer is the same request. Covers the time as well: a
     * configuration that a person deleted and that is still declared is created again. Between runs, the unique name prevents a
     * second creation.
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
        SyncPlan.add(digest, configuration.targets());
        return digest.end();
    }
}
