package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param only the one configuration to sync; empty: all that are managed or declared
 * @param approval the digest of the one plan whose removals a person approves, for this run only
 */
public record SyncRequest(
        SyncTrigger trigger, Mode mode, Optional<DistributionConfigurationArn> only, Optional<String> approval) {
    public enum Mode {
        APPLY,
        /** Nothing is written anywhere, not even that the run took place. */
        DRY_RUN
    }

    public SyncRequest {
        requireNonNull(trigger, "trigger");
        requireNonNull(mode, "mode");
        requireNonNull(only, "only");
        requireNonNull(approval, "approval");
    }

    boolean isDry() {
        return mode == Mode.DRY_RUN;
    }

    boolean approves(SyncPlan plan) {
        return approval.filter(plan.digest().hex()::equals).isPresent();
    }
}
