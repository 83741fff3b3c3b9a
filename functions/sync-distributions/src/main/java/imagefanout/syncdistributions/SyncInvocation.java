package imagefanout.syncdistributions;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.SyncRequest;
import java.util.Optional;

/** What the function was invoked for. */
sealed interface SyncInvocation {
    /** Bring the target accounts to what the registry says. */
    record Sync(SyncRequest request) implements SyncInvocation {
        public Sync {
            requireNonNull(request, "request");
        }
    }

    /** Write a configuration's accounts into the registry. */
    record Seed(DistributionConfigurationArn configuration, Optional<Group> group, SyncRequest.Mode mode)
            implements SyncInvocation {
        public Seed {
            requireNonNull(configuration, "configuration");
            requireNonNull(group, "group");
            requireNonNull(mode, "mode");
        }
    }
}
