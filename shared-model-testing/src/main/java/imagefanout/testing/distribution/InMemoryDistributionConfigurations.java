package imagefanout.testing.distribution;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.Settings;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Image Builder's distribution configurations as tests set them up, with its limits, and with its failures on demand. */
public final class InMemoryDistributionConfigurations implements DistributionConfigurations {
    private static final AccountId OWNER = GoldenImages.OWNER;
    private static final int MAX_TARGETS = 1536;

    private final SortedMap<DistributionConfigurationArn, DistributionConfiguration> held = new TreeMap<>();
    private final Map<PortMethod, Failure> failures = new EnumMap<>(PortMethod.class);
    private final Set<DistributionConfigurationArn> outOfReach = new HashSet<>();
    private final Set<DistributionConfigurationArn> unlisted = new HashSet<>();
    private final List<DistributionConfigurationArn> reads = new ArrayList<>();
    private final List<Digest> tokens = new ArrayList<>();
    private Runnable beforeRead = () -> {};
    private Runnable beforeReplace = () -> {};
    private Runnable afterReplace = () -> {};
    private SortedSet<PipelineArn> withoutRole = new TreeSet<>();
    private int writes;
    private boolean frozen;

    public enum PortMethod {
        ALL,
        READ,
        PIPELINES,
        REPLACE,
        CREATE
    }

    public enum Failure {
        /** The service refuses; nothing is changed. */
        REFUSED,
        /** The service makes the change, but the answer is lost. */
        ANSWER_LOST
    }

    /** From now on, {@code updatedAt} stays the same, as if everything happened within one second. Tokens are repeatable. */
    public void freezeUpdatedAt() {
        frozen = true;
    }

    /** Every call of that kind fails from now on. */
    public void fail(PortMethod call, Failure failure) {
        failures.put(call, failure);
    }

    public void recover() {
        failures.clear();
        outOfReach.clear();
        unlisted.clear();
    }

    /** From now on, this configuration can be listed but not read or changed. */
    public void failFor(DistributionConfigurationArn arn) {
        outOfReach.add(arn);
    }

    /** From now on, the list omits this configuration, as it may right after its creation. */
    public void unlist(DistributionConfigurationArn arn) {
        unlisted.add(arn);
    }

    /** Runs once, before the next list or configuration is read. */
    public void beforeRead(Runnable somebodyElse) {
        beforeRead = somebodyElse;
    }

    /** Runs between each read and write, as someone else would. */
    public void beforeReplace(Runnable somebodyElse) {
        beforeReplace = somebodyElse;
    }

    /** Runs once, between the next read and write, as someone else would. */
    public void onceBeforeReplace(Runnable somebodyElse) {
        beforeReplace = () -> {
            beforeReplace = () -> {};
            somebodyElse.run();
        };
    }

    /** Runs between each write and the read after it, as someone else would. */
    public void afterReplace(Runnable somebodyElse) {
        afterReplace = somebodyElse;
    }

    /** Writes a configuration, as someone else would. */
    public void put(DistributionConfiguration configuration) {
        writes++;
        held.put(configuration.arn(), updated(configuration, configuration.regions()));
    }

    public DistributionConfiguration held(DistributionConfigurationArn arn) {
        return held.get(arn);
    }

    public void delete(DistributionConfigurationArn arn) {
        held.remove(arn);
    }

    /** How often each configuration was read in full, in order. */
    public List<DistributionConfigurationArn> reads() {
        return List.copyOf(reads);
    }

    /** The tokens of the requested changes, in order. */
    public List<Digest> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public List<ConfigurationSummary> all(Region source) {
        runBeforeRead();
        check(PortMethod.ALL);
        return held.values().stream()
                .filter(configuration -> configuration.arn().region().equals(source))
                .filter(configuration -> !unlisted.contains(configuration.arn()))
                .map(configuration -> new ConfigurationSummary(
                        configuration.arn(),
                        configuration.name(),
                        configuration.tag(),
                        configuration.parameterTag(),
                        Optional.of(configuration.updatedAt())))
                .toList();
    }

    private void runBeforeRead() {
        Runnable once = beforeRead;
        beforeRead = () -> {};
        once.run();
    }

    @Override
    public DistributionConfiguration read(DistributionConfigurationArn arn) {
        runBeforeRead();
        check(PortMethod.READ);
        reads.add(arn);
        return known(arn);
    }

    @Override
    public boolean replaceTargets(
            DistributionConfiguration asRead,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters,
            Digest token) {
        beforeReplace.run();
        DistributionConfiguration now = known(asRead.arn());
        if (!now.equals(asRead)) {
            return false;
        }
        if (failures.get(PortMethod.REPLACE) == Failure.REFUSED) {
            throw refusal(PortMethod.REPLACE);
        }
        if (tokens.contains(token)) {
            // The service answers a repeated request as before and changes nothing.
            return true;
        }
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>(now.regions());
        targets.forEach((region, accounts) -> regions.compute(region, (same, before) -> to(before, accounts)));
        parameters.forEach((region, change) -> regions.compute(region, (same, before) -> with(before, change)));
        writes++;
        tokens.add(token);
        held.put(now.arn(), updated(now, regions));
        afterReplace.run();
        check(PortMethod.REPLACE);
        return true;
    }

    @Override
    public Optional<DistributionConfigurationArn> create(Region source, NewConfiguration configuration, Digest token) {
        if (failures.get(PortMethod.CREATE) == Failure.REFUSED) {
            throw refusal(PortMethod.CREATE);
        }
        String name = configuration.declaration().name();
        DistributionConfigurationArn arn = new DistributionConfigurationArn(
                "aws", source, OWNER, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-"));
        if (held.containsKey(arn)) {
            return Optional.empty();
        }
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        configuration.targets().forEach((region, accounts) -> {
            ConfiguredRegion none = new ConfiguredRegion(region, new TreeSet<>(), true, List.of(), List.of());
            ParameterChange added = new ParameterChange(configuration.parameters(region), new TreeSet<>());
            regions.put(region, with(to(none, accounts), added));
        });
        tokens.add(token);
        put(new DistributionConfiguration(
                arn,
                name,
                Optional.of(configuration.declaration().groups().value()),
                configuration.declaration().parameter().map(ParameterName::value),
                "",
                regions,
                List.of(),
                new Settings(configuration.declaration().toString())));
        check(PortMethod.CREATE);
        return Optional.of(arn);
    }

    private static ConfiguredRegion to(ConfiguredRegion before, SortedSet<AccountId> accounts) {
        if (accounts.size() > MAX_TARGETS) {
            throw new ImageBuilderException(
                    "targetAccountIds: at most " + MAX_TARGETS, new IllegalArgumentException("too many"));
        }
        if (accounts.isEmpty() && !before.hasOtherOutput()) {
            throw new ImageBuilderException(
                    "One or more outputs should be provided for each region in a distribution configuration.",
                    new IllegalArgumentException("no output"));
        }
        return new ConfiguredRegion(
                before.region(),
                accounts,
                before.hasOtherOutput(),
                before.accountReferences(),
                before.parameterEntries());
    }

    /** Other entries keep their place; new ones follow. */
    private static ConfiguredRegion with(ConfiguredRegion before, ParameterChange change) {
        List<ParameterEntry> entries = new ArrayList<>(before.parameterEntries());
        entries.removeIf(
                entry -> entry.parameter().filter(change.removed()::contains).isPresent());
        change.added()
                .forEach(parameter -> entries.add(new ParameterEntry(
                        "ssmParameterConfigurations/" + entries.size(),
                        Optional.of(parameter.account()),
                        Optional.of(parameter.name()),
                        true)));
        return new ConfiguredRegion(
                before.region(), before.targets(), before.hasOtherOutput(), before.accountReferences(), entries);
    }

    @Override
    public SortedSet<PipelineArn> pipelinesWithoutRole(DistributionConfigurationArn arn) {
        check(PortMethod.PIPELINES);
        return withoutRole;
    }

    /** Replaces the pipelines that use each configuration and have no execution role. */
    public void pipelinesWithoutRole(SortedSet<PipelineArn> pipelines) {
        withoutRole = Sorted.copyOf(pipelines);
    }

    private DistributionConfiguration updated(
            DistributionConfiguration configuration, SortedMap<Region, ConfiguredRegion> regions) {
        return new DistributionConfiguration(
                configuration.arn(),
                configuration.name(),
                configuration.tag(),
                configuration.parameterTag(),
                frozen ? "frozen" : "update " + writes,
                regions,
                configuration.obstacles(),
                configuration.rest());
    }

    private DistributionConfiguration known(DistributionConfigurationArn arn) {
        if (outOfReach.contains(arn)) {
            throw new ImageBuilderException(arn + " is out of reach", new IllegalStateException("set up by a test"));
        }
        return Optional.ofNullable(held.get(arn))
                .orElseThrow(
                        () -> new ImageBuilderException("there is no " + arn, new IllegalStateException("no such")));
    }

    private void check(PortMethod call) {
        if (failures.containsKey(call)) {
            throw refusal(call);
        }
    }

    private static ImageBuilderException refusal(PortMethod call) {
        return new ImageBuilderException(call + " failed", new IllegalStateException("set up by a test"));
    }
}
