package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Brings one managed configuration to what the registry says, as far as the guards let it. */
final class SyncConfiguration {
    private static final int MAX_LOOKS = 5;

    private final AccountRegistry registry;
    private final DistributionConfigurations configurations;
    private final DistributionLedger ledger;
    private final Guards guards;
    private final Clock clock;

    SyncConfiguration(
            AccountRegistry registry,
            DistributionConfigurations configurations,
            DistributionLedger ledger,
            Guards guards,
            Clock clock) {
        this.registry = requireNonNull(registry, "registry");
        this.configurations = requireNonNull(configurations, "configurations");
        this.ledger = requireNonNull(ledger, "ledger");
        this.guards = requireNonNull(guards, "guards");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What came of one configuration, and how it stands to the registry now. */
    record SyncResult(ConfigurationReport report, Optional<SyncPlan> left) {}

    /**
     * Empty: it turned out not to be managed, and nothing was done.
     *
     * @throws ImageBuilderException when the configuration could not be read
     */
    Optional<SyncResult> sync(ConfigurationSummary summary, RegistrySnapshot reading, SyncRequest request) {
        for (int look = 1; ; look++) {
            DistributionConfiguration read = configurations.read(summary.arn());
            if (read.tag().isEmpty()) {
                return Optional.empty();
            }
            GroupTag tag;
            try {
                tag = GroupTag.parse(read.tag().get());
            } catch (MalformedException e) {
                return Optional.of(new SyncResult(unreadableTag(read, e), Optional.empty()));
            }
            if (look == 1 && !request.isDry()) {
                concludeLastChange(read);
            }
            Assessment seen = look(withObstacle(read), tag, reading, request);
            if (request.isDry()) {
                return Optional.of(new SyncResult(seen.report(request), Optional.of(seen.plan())));
            }
            SortedMap<Region, RegionChange> changes = seen.changes();
            try {
                if (changes.isEmpty()) {
                    remember(seen);
                    return Optional.of(new SyncResult(seen.report(request), Optional.of(seen.plan())));
                }
                Optional<SyncResult> done = carryOut(seen, changes, reading, request);
                if (done.isPresent()) {
                    return done;
                }
                if (look == MAX_LOOKS) {
                    throw new ConfigurationTroubleException("somebody else changed it between reading and writing, "
                            + MAX_LOOKS + " times in a row: to be tried again later");
                }
            } catch (ImageBuilderException | StorageException | ConfigurationTroubleException e) {
                // The plan is part of the answer, so it goes out together with what went wrong.
                return Optional.of(new SyncResult(seen.report(request).failed(e), Optional.of(seen.plan())));
            }
        }
    }

    /** One run at a time: a change that is still started belongs to a run that died. */
    private void concludeLastChange(DistributionConfiguration read) {
        for (Change last : ledger.changes(read.arn(), Optional.empty(), 1).items()) {
            Change concluded = last.concludedFrom(read);
            if (!concluded.equals(last)) {
                ledger.record(concluded);
            }
        }
    }

    /** Empty: somebody else changed the configuration first. */
    private Optional<SyncResult> carryOut(
            Assessment seen, SortedMap<Region, RegionChange> changes, RegistrySnapshot reading, SyncRequest request) {
        confirmLeaving(seen.plan().groups(), changes);
        if (seen.verdict() instanceof Verdict.Held) {
            // Before anything is added: additions raise the limit, and a run that dies behind them leaves nothing else.
            remember(seen);
        }
        Change change = started(seen, changes, request);
        DistributionConfiguration before = seen.plan().configuration();
        if (!apply(change, before, seen.verdict().targets())) {
            ledger.record(change.ended(ChangeOutcome.ABANDONED, Optional.of("somebody else changed it first")));
            return Optional.empty();
        }
        DistributionConfiguration after =
                readBack(change, before, seen.verdict().targets());
        ledger.record(change.ended(ChangeOutcome.APPLIED, Optional.empty()));
        Assessment left = look(after, new GroupTag(seen.plan().groups()), reading, request);
        remember(left);
        ConfigurationReport report = seen.report(request).applied(changes, left, request);
        return Optional.of(new SyncResult(report, Optional.of(left.plan())));
    }

    /**
     * Nobody leaves on what the registry said when it was read, which may be minutes ago: each row is looked at once more.
     *
     * @throws ConfigurationTroubleException when one no longer lets its account leave
     */
    private void confirmLeaving(SortedSet<Group> groups, SortedMap<Region, RegionChange> changes) {
        SortedMap<AccountId, SortedSet<Region>> leaving = new TreeMap<>();
        changes.values().forEach(change -> change.removed()
                .forEach(account ->
                        leaving.computeIfAbsent(account, one -> new TreeSet<>()).add(change.region())));
        leaving.forEach((account, regions) -> {
            Optional<RegistryRow> row = registry.account(account);
            if (row.isPresent() && !letsLeave(row.get(), groups, regions)) {
                throw new ConfigurationTroubleException("the registry's row of " + account
                        + " was changed after it was read: nobody is removed on what it said before");
            }
        });
    }

    private static boolean letsLeave(RegistryRow row, SortedSet<Group> groups, SortedSet<Region> regions) {
        return row instanceof RegisteredAccount account
                && regions.stream().noneMatch(region -> account.isWanted(groups, region));
    }

    private DistributionConfiguration withObstacle(DistributionConfiguration read) {
        return ledger.isSeeding(read.arn())
                ? read.withObstacle(
                        "its accounts were not all written into the registry yet: finish {\"seedRegistry\": true}")
                : read;
    }

    private Assessment look(
            DistributionConfiguration read, GroupTag tag, RegistrySnapshot reading, SyncRequest request) {
        SyncPlan plan = SyncPlan.of(read, tag.groups(), reading);
        SortedSet<AccountId> heldBefore = ledger.held(read.arn());
        return new Assessment(plan, guards.judge(plan, reading, request.approval(), heldBefore), heldBefore);
    }

    /** What waits for an approval still does in the next run, whatever the runs in between could see. */
    private void remember(Assessment look) {
        if (!look.heldNow().equals(look.heldBefore())) {
            ledger.hold(look.plan().configuration().arn(), look.heldNow());
        }
    }

    private Change started(Assessment seen, SortedMap<Region, RegionChange> changes, SyncRequest request) {
        DistributionConfiguration read = seen.plan().configuration();
        Change change = new Change(
                read.arn(),
                clock.instant(),
                token(read, seen.verdict().targets()).hex(),
                request.trigger(),
                seen.plan().digest(),
                ChangeOutcome.STARTED,
                Optional.empty(),
                changes);
        // Before the service is asked: a change that could not be accounted for is not made.
        ledger.record(change);
        return change;
    }

    /**
     * From everything that was read and everything that is sent: the same token stands for the same change from the same
     * state, so that sending it again after a lost answer is no second change, and going from A to B a second time is one.
     */
    private static Digest token(DistributionConfiguration read, SortedMap<Region, SortedSet<AccountId>> targets) {
        Digest.Builder digest = Digest.of("update")
                .add(read.arn().toString())
                .add(read.updatedAt())
                .add(read.rest().json());
        for (SortedMap<Region, SortedSet<AccountId>> side : List.of(read.targets(), targets)) {
            side.forEach((region, accounts) -> {
                digest.add(region.value());
                SyncPlan.add(digest, accounts);
            });
        }
        return digest.end();
    }

    /** False: somebody else changed it, and nothing was sent. */
    private boolean apply(
            Change change, DistributionConfiguration read, SortedMap<Region, SortedSet<AccountId>> targets) {
        SortedMap<Region, SortedSet<AccountId>> differing = new TreeMap<>(targets);
        differing.keySet().retainAll(change.regions().keySet());
        try {
            return switch (configurations.replaceTargets(read, differing, new Digest(change.token()))) {
                case REPLACED -> true;
                case CHANGED_MEANWHILE -> false;
            };
        } catch (ImageBuilderException e) {
            // The answer may have been lost after the effect: what counts is what the service holds now.
            if (isAfter(change, read, targets, e)) {
                return true;
            }
            ledger.record(change.ended(ChangeOutcome.FAILED, Optional.of(e.getMessage())));
            throw e;
        }
    }

    private boolean isAfter(
            Change change,
            DistributionConfiguration read,
            SortedMap<Region, SortedSet<AccountId>> targets,
            ImageBuilderException cause) {
        try {
            return configurations.read(read.arn()).is(read, targets);
        } catch (ImageBuilderException e) {
            cause.addSuppressed(e);
            ledger.record(change.ended(
                    ChangeOutcome.FAILED,
                    Optional.of("not known whether it was made: " + cause.getMessage() + "; " + e.getMessage())));
            throw cause;
        }
    }

    private DistributionConfiguration readBack(
            Change change, DistributionConfiguration before, SortedMap<Region, SortedSet<AccountId>> targets) {
        DistributionConfiguration after;
        try {
            after = configurations.read(before.arn());
        } catch (ImageBuilderException e) {
            ledger.record(change.ended(
                    ChangeOutcome.FAILED, Optional.of("made, and then not to be read back: " + e.getMessage())));
            throw e;
        }
        if (!after.is(before, targets)) {
            String why = "what was read back after the change is not what was sent: somebody else changed it too";
            ledger.record(change.ended(ChangeOutcome.FAILED, Optional.of(why)));
            throw new ConfigurationTroubleException(why);
        }
        return after;
    }

    private static ConfigurationReport unreadableTag(DistributionConfiguration read, MalformedException e) {
        return ConfigurationReport.untouched(
                Optional.of(read.arn()),
                read.name(),
                SyncOutcome.SKIPPED,
                List.of("its tag " + GroupTag.KEY + " cannot be read: " + e.getMessage()));
    }
}
