package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.approval.Approval;
import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param only the one configuration to sync; empty: all that are managed or declared
 * @param approval of one plan, for this run only
 */
public record SyncRequest(
        SyncTrigger trigger, Mode mode, Optional<DistributionConfigurationArn> only, Optional<Approval> approval) {
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
}
