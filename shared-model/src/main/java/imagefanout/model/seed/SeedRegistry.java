package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.BatchFailures;
import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.ConfigurationTroubleException;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncRequest.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the accounts that a configuration has today into the registry, so that the first sync removes none of them.
 *
 * <p>While it runs, the configuration is marked as being seeded, and no sync changes it: until all rows are written, the other
 * accounts would look as if they had left. If seeding dies, the mark stays until seeding is repeated, which is safe.
 */
public final class SeedRegistry {
    private static final int MAX_ATTEMPTS = 5;

    private final AccountRegistry registry;
    private final DistributionConfigurations configurations;
    private final DistributionLedger ledger;

    public SeedRegistry(
            AccountRegistry registry, DistributionConfigurations configurations, DistributionLedger ledger) {
        this.registry = requireNonNull(registry, "registry");
        this.configurations = requireNonNull(configurations, "configurations");
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /**
     * Seeds the registry. An existing row keeps what it says and gains the group and Regions that it lacks. A row that cannot
     * be read, is not active, or is managed by the import is skipped. The report says why seeding did not finish.
     *
     * @param group the group for accounts that have none of the configuration's; empty: the first one in its tag
     */
    public SeedReport seed(DistributionConfigurationArn arn, Optional<Group> group, Mode mode) {
        try {
            return findManaged(arn)
                    .map(read -> seed(read, group, mode))
                    .orElseGet(() -> SeedReport.refused(
                            arn,
                            mode,
                            "distributionConfigurationArn: there is no configuration " + arn + " with the tag "
                                    + GroupTag.KEY));
        } catch (ImageBuilderException | StorageException e) {
            return SeedReport.refused(arn, mode, e.getMessage());
        }
    }

    private Optional<DistributionConfiguration> findManaged(DistributionConfigurationArn arn) {
        return configurations.all(arn.region()).stream()
                .filter(summary -> summary.arn().equals(arn) && summary.tag().isPresent())
                .findFirst()
                .map(listed -> configurations.read(arn))
                .filter(read -> read.tag().isPresent());
    }

    private SeedReport seed(DistributionConfiguration read, Optional<Group> group, Mode mode) {
        String written = read.tag().orElseThrow();
        GroupTag tag;
        try {
            tag = GroupTag.parse(written);
        } catch (MalformedException e) {
            return SeedReport.refused(
                    read.arn(), mode, "its tag " + GroupTag.KEY + " cannot be read: " + e.getMessage());
        }
        if (read.regions().isEmpty()) {
            return SeedReport.refused(read.arn(), mode, "it distributes no AMI, so it has no target accounts");
        }
        Group given = group.orElseGet(() -> new Group(written.strip().split(" +")[0]));
        if (!tag.groups().contains(given)) {
            return SeedReport.refused(
                    read.arn(), mode, "group: expected one of the groups in the configuration's tag, " + tag.groups());
        }
        return new Seeding(read, tag, given, mode).report();
    }

    /** One seeding of one configuration. */
    private final class Seeding {
        private final DistributionConfiguration configuration;
        private final GroupTag tag;
        private final Group group;
        private final Mode mode;

        private Seeding(DistributionConfiguration configuration, GroupTag tag, Group group, Mode mode) {
            this.configuration = configuration;
            this.tag = tag;
            this.group = group;
            this.mode = mode;
        }

        private SeedReport report() {
            if (isWriting()) {
                ledger.beginSeeding(configuration.arn());
            }
            List<SeededAccount> seeded = new ArrayList<>();
            BatchFailures failures = new BatchFailures();
            failures.attempt(
                    "not finished, and no sync changes " + configuration.arn() + " until it is done again", () -> {
                        SortedMap<AccountId, SortedSet<Region>> accounts = regionsByAccount();
                        if (isWriting() && ledger.knownAccounts().isPresent()) {
                            // The configuration has them already, so they are no surprise.
                            ledger.noteAccounts(new TreeSet<>(accounts.keySet()));
                        }
                        accounts.forEach((account, regions) -> seeded.add(seed(account, regions)));
                        if (isWriting()) {
                            ledger.endSeeding(configuration.arn());
                        }
                    });
            return new SeedReport(configuration.arn(), mode, Optional.of(group), seeded, failures.texts());
        }

        private boolean isWriting() {
            return mode == Mode.APPLY;
        }

        private SortedMap<AccountId, SortedSet<Region>> regionsByAccount() {
            SortedMap<AccountId, SortedSet<Region>> regions = new TreeMap<>();
            configuration
                    .targets()
                    .forEach((region, accounts) ->
                            accounts.forEach(account -> regions.computeIfAbsent(account, first -> new TreeSet<>())
                                    .add(region)));
            return regions;
        }

        private SeededAccount seed(AccountId id, SortedSet<Region> regions) {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                Optional<RegistryRow> row = registry.account(id);
                Optional<SeededAccount> done = row.isEmpty() ? add(id, regions) : extend(row.get(), id, regions);
                if (done.isPresent()) {
                    return done.get();
                }
            }
            throw new ConfigurationTroubleException(
                    "someone else changed the row of " + id + " " + MAX_ATTEMPTS + " times in a row: try again later");
        }

        /** Empty: someone else wrote a row meanwhile. */
        private Optional<SeededAccount> add(AccountId id, SortedSet<Region> regions) {
            // An account in all Regions of the configuration is meant to be in later ones too.
            Optional<SortedSet<Region>> wanted = isEverywhere(regions) ? Optional.empty() : Optional.of(regions);
            RegisteredAccount account = RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(group), wanted);
            if (isWriting() && !registry.add(account)) {
                return Optional.empty();
            }
            return seeded(account, SeedOutcome.ADDED, "");
        }

        private boolean isEverywhere(SortedSet<Region> regions) {
            return regions.equals(configuration.regions().keySet());
        }

        /** Empty: someone else wrote the row meanwhile. */
        private Optional<SeededAccount> extend(RegistryRow row, AccountId id, SortedSet<Region> regions) {
            if (row instanceof BadRow bad) {
                return Optional.of(
                        new SeededAccount(id, SeedOutcome.SKIPPED, new TreeSet<>(), Optional.empty(), bad.toString()));
            }
            RegisteredAccount account = (RegisteredAccount) row;
            RegisteredAccount extended = extended(account, regions);
            Optional<String> obstacle = obstacle(account, extended);
            if (obstacle.isPresent()) {
                return seeded(account, SeedOutcome.SKIPPED, obstacle.get());
            }
            String note = extended.regions().isEmpty() && !isEverywhere(regions)
                    ? "its row asks for all Regions: a sync adds it to the others"
                    : "";
            if (extended.equals(account)) {
                return seeded(account, SeedOutcome.ALREADY_PRESENT, note);
            }
            if (isWriting() && !registry.extend(account, extended)) {
                return Optional.empty();
            }
            return seeded(extended, SeedOutcome.EXTENDED, note);
        }

        /** Why seeding may not extend the row. */
        private Optional<String> obstacle(RegisteredAccount account, RegisteredAccount extended) {
            if (account.status() == AccountStatus.UNKNOWN) {
                return Optional.of("its status is not known: a sync neither adds nor removes it");
            }
            if (!account.status().isActive()) {
                return Optional.of("it is " + account.status() + ": a sync plans its removal");
            }
            if (account.imported().isPresent() && !extended.equals(account)) {
                // The next import would take it back.
                return Optional.of("import-accounts manages its row: until a rule gives it one of the groups "
                        + tag.groups() + " in these Regions, a sync plans its removal");
            }
            return Optional.empty();
        }

        private RegisteredAccount extended(RegisteredAccount account, SortedSet<Region> regions) {
            boolean hasGroup = account.groups().stream().anyMatch(tag.groups()::contains);
            SortedSet<Group> groups = Sorted.union(account.groups(), hasGroup ? Set.of() : Set.of(group));
            return account.with(groups, account.regions().map(some -> Sorted.union(some, regions)));
        }

        private static Optional<SeededAccount> seeded(RegisteredAccount account, SeedOutcome outcome, String note) {
            return Optional.of(new SeededAccount(account.id(), outcome, account.groups(), account.regions(), note));
        }
    }
}
