package imagefanout.model.sync;

import imagefanout.model.Digest;
import imagefanout.model.approval.Approval;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.plan.SyncPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Changes one configuration, with an audit record that is written before Image Builder is called and completed after. */
record ApplyChange(
        DistributionConfigurations configurations, DistributionLedger ledger, Clock clock, SyncTrigger trigger) {
    /** Completes the audit record of a run that died. Only one run works at a time, so none is still working on it. */
    void completeLast(DistributionConfiguration read) {
        last(read.arn())
                .filter(last -> last.outcome() == ChangeOutcome.STARTED)
                .map(last -> last.concludedFrom(read))
                .ifPresent(concluded -> {
                    if (concluded.outcome() != ChangeOutcome.ABANDONED) {
                        useUpApproval(concluded);
                    }
                    ledger.record(concluded);
                });
    }

    private Optional<Change> last(DistributionConfigurationArn arn) {
        return ledger.changes(arn, Optional.empty(), 1).items().stream().findFirst();
    }

    /**
     * The configuration as it is after the change. Empty: someone else changed it first, and nothing was sent.
     *
     * @param regions the changes of the assessment
     * @throws ImageBuilderException when Image Builder could not be called or refused
     * @throws ConfigurationTroubleException when what was read back is not what was sent
     */
    Optional<DistributionConfiguration> apply(Assessment assessment, SortedMap<Region, RegionChange> regions) {
        DistributionConfiguration before = assessment.plan().configuration();
        SortedMap<Region, SortedSet<AccountId>> targets = assessment.verdict().targets();
        Instant at = nextInstant(before.arn());
        Change change = new Change(
                before.arn(),
                at,
                token(at, before, targets, assessment.verdict().parameters()).hex(),
                trigger,
                assessment.plan().digest(),
                assessment.approval(),
                ChangeOutcome.STARTED,
                Optional.empty(),
                regions);
        ledger.record(change);
        if (!send(change, assessment)) {
            ledger.record(change.ended(ChangeOutcome.ABANDONED, "someone else changed the configuration first"));
            restoreParameterNames(assessment);
            return Optional.empty();
        }
        useUpApproval(change);
        DistributionConfiguration after = readBack(change, assessment);
        ledger.record(change.applied());
        return Optional.of(after);
    }

    /** Later than the last change, even if the clock is not: the audit trail is in the order of the changes. */
    private Instant nextInstant(DistributionConfigurationArn arn) {
        Instant now = clock.instant();
        return last(arn)
                .map(last -> last.at().plusNanos(1))
                .filter(now::isBefore)
                .orElse(now);
    }

    /**
     * Covers everything that was read and is sent: a retry after a lost answer is the same request. Covers the change's own time
     * as well: Image Builder's {@code dateUpdated} may be the same for two changes, so it cannot tell going from A to B for the
     * second time from a repetition of the first.
     */
    private static Digest token(
            Instant at,
            DistributionConfiguration read,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters) {
        Digest.Builder digest = Digest.of("update")
                .add(at.toString())
                .add(read.arn().toString())
                .add(read.updatedAt())
                .add(read.rest().json());
        SyncPlan.add(digest, read.targets());
        SyncPlan.add(digest, targets);
        SyncPlan.addParameters(digest, parameters);
        return digest.end();
    }

    /** False: someone else changed the configuration, and nothing was sent. */
    private boolean send(Change change, Assessment assessment) {
        SortedMap<Region, SortedSet<AccountId>> differing =
                new TreeMap<>(assessment.verdict().targets());
        differing.keySet().retainAll(change.regions().keySet());
        try {
            return configurations.replaceTargets(
                    assessment.plan().configuration(),
                    differing,
                    assessment.verdict().parameters(),
                    new Digest(change.token()));
        } catch (ImageBuilderException e) {
            // The answer may have been lost after the change was made.
            if (isApplied(change, assessment, e)) {
                return true;
            }
            restoreParameterNames(assessment);
            fail(change, e.getMessage());
            throw e;
        }
    }

    /** Nothing was written, so an entry that someone else adds under a new name is not this fleet's. */
    private void restoreParameterNames(Assessment assessment) {
        SortedSet<ParameterName> written = assessment.plan().rule().written();
        if (!assessment.parameterNames().equals(written)) {
            ledger.noteParameterNames(assessment.plan().configuration().arn(), written);
        }
    }

    private boolean isApplied(Change change, Assessment assessment, ImageBuilderException cause) {
        try {
            return assessment.isShownBy(
                    configurations.read(assessment.plan().configuration().arn()));
        } catch (ImageBuilderException e) {
            cause.addSuppressed(e);
            useUpApproval(change);
            fail(change, "unknown whether it was applied: " + cause.getMessage() + "; " + e.getMessage());
            throw cause;
        }
    }

    private DistributionConfiguration readBack(Change change, Assessment assessment) {
        DistributionConfiguration after;
        try {
            after = configurations.read(assessment.plan().configuration().arn());
        } catch (ImageBuilderException e) {
            fail(change, "applied, but it could not be read back: " + e.getMessage());
            throw e;
        }
        if (!assessment.isShownBy(after)) {
            String why =
                    "what was read back after the change is not what was sent: someone else changed it too, or Image Builder"
                            + " did not keep a setting";
            fail(change, why);
            throw new ConfigurationTroubleException(why);
        }
        return after;
    }

    /**
     * Ends an approval that no change uses, and records why. The record has the position of the approval, so a run that is killed in
     * between leaves what the next one writes again.
     */
    void endApproval(DistributionConfigurationArn arn, Approval approval, String why) {
        Digest token = Digest.of("approval")
                .add(arn.toString())
                .add(approval.at().toString())
                .end();
        ledger.record(new Change(
                arn,
                approval.at(),
                token.hex(),
                trigger,
                approval.digest(),
                Optional.of(approval),
                ChangeOutcome.APPROVAL_ENDED,
                Optional.of(why),
                new TreeMap<>()));
        ledger.useUp(arn, approval);
    }

    /** Before the result is written: as long as the change is only started, the next run does this again. */
    private void useUpApproval(Change change) {
        change.approval().ifPresent(approval -> ledger.useUp(change.configuration(), approval));
    }

    private void fail(Change change, String why) {
        ledger.record(change.ended(ChangeOutcome.FAILED, why));
    }
}
