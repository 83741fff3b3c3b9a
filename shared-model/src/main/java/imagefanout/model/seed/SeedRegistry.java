package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
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
import imagefanout.model.sync.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the accounts that a configuration has today into the registry, so that adopting it removes nobody.
 *
 * <p>From the first row to the last the configuration is marked as being seeded, and no sync touches it: a registry that has
 * half of its accounts looks as if the other half had left. When seeding dies half-way the mark stays until it is done again;
 * doing it again is safe.
 */
public final class SeedRegistry {
    private static final int MAX_LOOKS = 5;

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
     * Seeds the registry. A row that is there keeps what it says and gains what it lacks; one that cannot be read, or whose
     * account is not active, is left alone. What kept it from being done is in the report.
     *
     * @param group the group to give to accounts that have none of the configuration's; empty: the first one of its tag
     */
    public SeedReport seed(DistributionConfigurationArn arn, Optional<Group> group, SyncRequest.Mode mode) {
        try {
            boolean managed = configurations.all(arn.region()).stream()
                    .anyMatch(summary ->
                            summary.arn().equals(arn) && summary.tag().isPresent());
            if (!managed) {
                return notManaged(arn, mode);
            }
            DistributionConfiguration read = configurations.read(arn);
            return read.tag().isPresent() ? seed(read, read.tag().get(), group, mode) : notManaged(arn, mode);
        } catch (ImageBuilderException | StorageException | MalformedException e) {
            return SeedReport.refused(arn, mode, e.getMessage());
        }
    }

    private SeedReport seed(
            DistributionConfiguration read, String written, Optional<Group> group, SyncRequest.Mode mode) {
        GroupTag tag = GroupTag.parse(written);
        // As the tag is written: who writes "prod sandbox" means prod first.
        Group given = group.orElseGet(() -> new Group(written.strip().split(" +")[0]));
        if (!tag.groups().contains(given)) {
            return SeedReport.refused(
                    read.arn(), mode, "group is not one of those in the configuration's tag: " + tag.groups());
        }
        return new Seeding(read, tag, given, mode).report();
    }

    private static SeedReport notManaged(DistributionConfigurationArn arn, SyncRequest.Mode mode) {
        return SeedReport.refused(
                arn,
                mode,
                "distributionConfigurationArn names no configuration that has the tag " + GroupTag.KEY + ": " + arn);
    }

    /** One seeding of one configuration. */
    private final class Seeding {
        private final DistributionConfiguration configuration;
        private final GroupTag tag;
        private final Group group;
        private final SyncRequest.Mode mode;

        private Seeding(DistributionConfiguration configuration, GroupTag tag, Group group, SyncRequest.Mode mode) {
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
            List<String> failures = new ArrayList<>();
            try {
                for (Map.Entry<AccountId, SortedSet<Region>> account : today().entrySet()) {
                    seeded.add(seed(account.getKey(), account.getValue()));
                }
                if (isWriting()) {
                    ledger.endSeeding(configuration.arn());
                }
            } catch (StorageException | ConfigurationTroubleException e) {
                failures.add("not finished, no sync touches " + configuration.arn() + " until it is done again: "
                        + e.getMessage());
            }
            return new SeedReport(configuration.arn(), mode, Optional.of(group), seeded, failures);
        }

        private boolean isWriting() {
            return mode == SyncRequest.Mode.APPLY;
        }

        private SortedMap<AccountId, SortedSet<Region>> today() {
            SortedMap<AccountId, SortedSet<Region>> today = new TreeMap<>();
            configuration
                    .targets()
                    .forEach((region, accounts) ->
                            accounts.forEach(account -> today.computeIfAbsent(account, first -> new TreeSet<>())
                                    .add(region)));
            return today;
        }

        private SeededAccount seed(AccountId id, SortedSet<Region> where) {
            for (int look = 1; look <= MAX_LOOKS; look++) {
                Optional<RegistryRow> row = registry.account(id);
                Optional<SeededAccount> done = row.isEmpty() ? add(id, where) : complete(row.get(), id, where);
                if (done.isPresent()) {
                    return done.get();
                }
            }
            throw new ConfigurationTroubleException("somebody else keeps writing the row of " + id);
        }

        /** Empty: somebody else wrote a row in the meantime. */
        private Optional<SeededAccount> add(AccountId id, SortedSet<Region> where) {
            // In all Regions of the configuration means "all", also those that it may get one day.
            RegisteredAccount account = RegisteredAccount.of(
                    id,
                    AccountStatus.ACTIVE,
                    Set.of(group),
                    isEverywhere(where) ? Optional.empty() : Optional.of(where));
            if (isWriting() && !registry.add(account)) {
                return Optional.empty();
            }
            return Optional.of(seeded(account, SeedOutcome.ADDED, ""));
        }

        private boolean isEverywhere(SortedSet<Region> where) {
            return where.equals(configuration.regions().keySet());
        }

        /** Empty: somebody else wrote the row in the meantime. */
        private Optional<SeededAccount> complete(RegistryRow row, AccountId id, SortedSet<Region> where) {
            if (row instanceof BadRow bad) {
                return Optional.of(
                        new SeededAccount(id, SeedOutcome.SKIPPED, new TreeSet<>(), Optional.empty(), bad.toString()));
            }
            RegisteredAccount account = (RegisteredAccount) row;
            if (!account.status().isActive()) {
                return Optional.of(
                        seeded(account, SeedOutcome.SKIPPED, "it is " + account.status() + ": a sync removes it"));
            }
            RegisteredAccount widened = widened(account, where);
            String note = widened.regions().isEmpty() && !isEverywhere(where)
                    ? "its row asks for all Regions: a sync adds it where it is not"
                    : "";
            if (widened.equals(account)) {
                return Optional.of(seeded(account, SeedOutcome.ALREADY_PRESENT, note));
            }
            if (isWriting() && !registry.extend(account, widened)) {
                return Optional.empty();
            }
            return Optional.of(seeded(widened, SeedOutcome.EXTENDED, note));
        }

        private RegisteredAccount widened(RegisteredAccount account, SortedSet<Region> where) {
            SortedSet<Group> groups = new TreeSet<>(account.groups());
            if (account.groups().stream().noneMatch(tag.groups()::contains)) {
                groups.add(group);
            }
            Optional<SortedSet<Region>> regions = account.regions().map(some -> {
                SortedSet<Region> more = new TreeSet<>(some);
                more.addAll(where);
                return more;
            });
            return account.with(groups, regions);
        }

        private SeededAccount seeded(RegisteredAccount account, SeedOutcome outcome, String note) {
            return new SeededAccount(account.id(), outcome, account.groups(), account.regions(), note);
        }
    }
}
