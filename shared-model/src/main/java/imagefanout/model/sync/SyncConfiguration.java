package imagefanout.model.sync;

import imagefanout.model.MalformedException;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.plan.Guards;
import imagefanout.model.plan.ParameterRule;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.plan.Verdict;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings one managed configuration in line with the registry, as far as the guards allow.
 *
 * @param confirmNoImport throws {@link ConfigurationTroubleException} when an import has begun since the snapshot
 */
record SyncConfiguration(
        AccountRegistry registry,
        DistributionConfigurations configurations,
        DistributionLedger ledger,
        Guards guards,
        ApplyChange applyChange,
        Clock clock,
        RegistrySnapshot snapshot,
        SyncRequest request,
        Runnable confirmNoImport) {
    private static final int MAX_ATTEMPTS = 5;

    /** @param parameter the SSM parameter that each target account should get */
    private record ManagedTags(SortedSet<Group> groups, Optional<ParameterName> parameter) {}

    /** What a run did for one configuration, and how it now compares with the registry; empty when that is not known. */
    record SyncResult(ConfigurationReport report, Optional<SyncPlan> plan) {
        static SyncResult withoutPlan(ConfigurationReport report) {
            return new SyncResult(report, Optional.empty());
        }
    }

    /**
     * Empty: the configuration turned out not to be managed, and nothing was done.
     *
     * @throws ImageBuilderException when the configuration could not be read
     */
    Optional<SyncResult> sync(DistributionConfigurationArn arn) {
        for (int attempt = 1; ; attempt++) {
            DistributionConfiguration read = configurations.read(arn);
            if (read.tag().isEmpty()) {
                return Optional.empty();
            }
            String tag = GroupTag.KEY;
            ManagedTags tags;
            try {
                SortedSet<Group> groups = GroupTag.parse(read.tag().get()).groups();
                tag = ParameterName.TAG;
                tags = new ManagedTags(groups, read.parameterTag().map(ParameterName::parseTag));
            } catch (MalformedException e) {
                String why = "its tag " + tag + " cannot be read: " + e.getMessage();
                return Optional.of(SyncResult.withoutPlan(ConfigurationReport.withoutPlan(
                        Optional.of(arn), read.name(), SyncOutcome.SKIPPED, List.of(why))));
            }
            if (attempt == 1 && !request.isDry()) {
                applyChange.completeLast(read);
            }
            Optional<SyncResult> result = sync(read, tags, attempt);
            if (result.isPresent()) {
                return result;
            }
        }
    }

    /** Empty: someone else changed the configuration first. */
    private Optional<SyncResult> sync(DistributionConfiguration read, ManagedTags tags, int attempt) {
        Assessment assessment = assess(read, tags, given(read.arn()));
        ConfigurationReport report = assessment.report();
        try {
            if (!request.isDry()) {
                endOtherApproval(assessment);
                if (!assessment.changes().isEmpty()) {
                    Optional<SyncResult> result = carryOut(assessment, report, tags);
                    if (result.isEmpty() && attempt == MAX_ATTEMPTS) {
                        throw new ConfigurationTroubleException("someone else changed it between reading and writing, "
                                + MAX_ATTEMPTS + " times in a row: try again later");
                    }
                    return result;
                }
                remember(assessment);
            }
        } catch (ImageBuilderException | StorageException | ConfigurationTroubleException e) {
            report = report.failed(e);
        }
        return Optional.of(new SyncResult(report, Optional.of(assessment.plan())));
    }

    /** Empty: someone else changed the configuration first. */
    private Optional<SyncResult> carryOut(Assessment assessment, ConfigurationReport planned, ManagedTags tags) {
        SortedMap<Region, RegionChange> changes = assessment.changes();
        confirmRemovals(assessment.plan().groups(), changes);
        confirmNoImport.run();
        // Before the change: its entries are this fleet's own even if the run dies after it.
        if (assessment.heldNow().isEmpty()) {
            noteParameterNames(assessment);
        } else {
            // The change may raise a limit: the hold stays even if the run dies after it.
            remember(assessment);
        }
        return applyChange.apply(assessment, changes).map(after -> {
            Assessment left = assess(after, tags, Optional.empty());
            remember(left);
            return new SyncResult(planned.applied(changes, left), Optional.of(left.plan()));
        });
    }

    /**
     * Reads the row of each account that is to be removed once more: the snapshot may be minutes old.
     *
     * @throws ConfigurationTroubleException when a row no longer allows the removal
     */
    private void confirmRemovals(SortedSet<Group> groups, SortedMap<Region, RegionChange> changes) {
        SortedMap<AccountId, SortedSet<Region>> removed = new TreeMap<>();
        changes.forEach((region, change) -> change.removed()
                .forEach(account -> removed.computeIfAbsent(account, first -> new TreeSet<>())
                        .add(region)));
        removed.forEach((account, regions) -> {
            Optional<RegistryRow> row = registry.account(account);
            if (row.isPresent() && !allowsRemoval(row.get(), groups, regions)) {
                throw new ConfigurationTroubleException("the registry's row of " + account
                        + " changed during the run, so nothing was changed: the next run uses the new row");
            }
        });
    }

    private static boolean allowsRemoval(RegistryRow row, SortedSet<Group> groups, SortedSet<Region> regions) {
        return row instanceof RegisteredAccount account
                && account.status() != AccountStatus.UNKNOWN
                && regions.stream().noneMatch(region -> account.isWanted(groups, region));
    }

    /** The approval that came with the request, or the one that is stored and still valid. */
    private Optional<Approval> given(DistributionConfigurationArn arn) {
        Optional<Approval> stored = ledger.approval(arn);
        Optional<Approval> valid = stored.filter(approval -> approval.isValid(clock.instant()));
        if (valid.isEmpty() && !request.isDry()) {
            String why = "the approval expired: it was valid for " + Approval.VALID.toHours() + " hours";
            stored.ifPresent(expired -> applyChange.endApproval(arn, expired, why));
        }
        return request.approval().or(() -> valid);
    }

    /** Ends the approval of a configuration that is no longer managed, if there is one. */
    void endApproval(DistributionConfigurationArn arn) {
        ledger.approval(arn)
                .ifPresent(
                        approval -> applyChange.endApproval(arn, approval, "the configuration is no longer managed"));
    }

    /** An approval of another plan than the one that a run judges can no longer be meant. Neither can one that nothing waits for. */
    private void endOtherApproval(Assessment assessment) {
        boolean isNeeded =
                assessment.approval().isPresent() && !assessment.changes().isEmpty();
        if (request.approval().isEmpty() && assessment.isJudged() && !isNeeded) {
            assessment
                    .given()
                    .ifPresent(approval -> applyChange.endApproval(
                            assessment.plan().configuration().arn(), approval, whyNotNeeded(assessment)));
        }
    }

    private static String whyNotNeeded(Assessment assessment) {
        return assessment.approval().isEmpty() && assessment.verdict().decision() == Verdict.Decision.HOLD
                ? "the plan on hold has another digest by now: "
                        + assessment.plan().digest()
                : "nothing that needs the approval is left to change";
    }

    private Assessment assess(DistributionConfiguration read, ManagedTags tags, Optional<Approval> given) {
        SyncPlan plan = plan(read, tags);
        HeldAccounts heldBefore = ledger.held(read.arn());
        Optional<String> unseeded = unseeded(plan);
        if (unseeded.isEmpty()) {
            Verdict verdict = guards.judge(
                    plan, snapshot, given.map(approval -> approval.digest().hex()), heldBefore);
            return new Assessment(plan, verdict, heldBefore, given);
        }
        Verdict waiting = new Verdict(
                Verdict.Decision.WAIT_FOR_SEED,
                read.targets(),
                new TreeMap<>(),
                HeldAccounts.NONE,
                List.of(unseeded.get()));
        return new Assessment(plan.withoutChanges(), waiting, heldBefore, given);
    }

    /** The pipelines are listed only if the plan adds SSM parameters. */
    private SyncPlan plan(DistributionConfiguration read, ManagedTags tags) {
        ParameterRule rule = new ParameterRule(tags.parameter(), ledger.parameterNames(read.arn()), new TreeSet<>());
        SyncPlan plan = SyncPlan.of(read, tags.groups(), snapshot, rule);
        return plan.addsParameters()
                ? SyncPlan.of(
                        read,
                        tags.groups(),
                        snapshot,
                        rule.withoutRole(configurations.pipelinesWithoutRole(read.arn())))
                : plan;
    }

    /** Why the configuration waits for its seed. Empty: it does not, or something else is wrong with it. */
    private Optional<String> unseeded(SyncPlan plan) {
        DistributionConfigurationArn arn = plan.configuration().arn();
        if (plan.regions().isEmpty()
                || !plan.configuration().obstacles().isEmpty()
                || !snapshot.badRowsConcerning(plan.groups(), Set.of()).isEmpty()) {
            return Optional.empty();
        }
        String seed = "{\"seedRegistry\": true, \"distributionConfigurationArn\": \"" + arn + "\"}";
        if (ledger.isSeeding(arn)) {
            return Optional.of("seeding is not finished: if no seeding is running, run " + seed + " again");
        }
        // Once a configuration was compared with accounts of its groups, their absence is a mistake.
        return snapshot.hasRowOf(plan.groups()) || !lastCompared(arn).isEmpty()
                ? Optional.empty()
                : Optional.of("no row of the registry has one of the groups " + plan.groups()
                        + " yet: write its accounts into the registry with " + seed);
    }

    /**
     * Records in the ledger how the configuration now compares with the registry.
     *
     * @throws StorageException when the ledger could not be read or written
     */
    void record(DistributionConfigurationArn arn, SyncResult result, Optional<ComparedWith> comparedWith) {
        ledger.record(SyncedConfiguration.of(
                arn, result.report(), drift(arn, result), request.trigger(), clock.instant(), comparedWith));
    }

    /** A configuration that no row of its groups was ever compared with does not count as managed before. */
    private SortedMap<Region, RegionDrift> drift(DistributionConfigurationArn arn, SyncResult result) {
        ConfigurationReport report = result.report();
        Optional<SortedMap<Region, RegionDrift>> planned = result.plan().map(SyncPlan::drift);
        if (planned.isPresent()
                && (report.outcome() == SyncOutcome.WAITING_FOR_SEED || snapshot.hasRowOf(report.groups()))) {
            return planned.get();
        }
        SortedMap<Region, RegionDrift> earlier = lastCompared(arn);
        return earlier.isEmpty() ? earlier : planned.orElse(earlier);
    }

    /** Its Regions when a run last compared it with accounts of its groups; none: no run has. */
    private SortedMap<Region, RegionDrift> lastCompared(DistributionConfigurationArn arn) {
        return ledger.configuration(arn)
                .filter(last -> last.state().status() != SyncStatus.WAITING_FOR_SEED)
                .map(SyncedConfiguration::regions)
                .orElseGet(TreeMap::new);
    }

    /** Stores which removals and additions are on hold, so that they stay on hold in the next run. */
    private void remember(Assessment assessment) {
        if (!assessment.heldNow().equals(assessment.heldBefore())) {
            ledger.hold(assessment.plan().configuration().arn(), assessment.heldNow());
        }
        noteParameterNames(assessment);
    }

    private void noteParameterNames(Assessment assessment) {
        SyncPlan plan = assessment.plan();
        if (assessment.isJudged()
                && !assessment.parameterNames().equals(plan.rule().written())) {
            ledger.noteParameterNames(plan.configuration().arn(), assessment.parameterNames());
        }
    }
}
