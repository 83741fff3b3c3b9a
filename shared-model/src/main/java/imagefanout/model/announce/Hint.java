package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.sync.Change;

/** Says that something may have changed. A hint may come twice, late, or for nothing. */
public sealed interface Hint {
    /** The build, its copies or its hold. */
    record OfBuild(ImageBuildArn build) implements Hint {
        public OfBuild {
            requireNonNull(build, "build");
        }
    }

    /** The state of a managed distribution configuration. */
    record OfConfiguration(DistributionConfigurationArn configuration) implements Hint {
        public OfConfiguration {
            requireNonNull(configuration, "configuration");
        }
    }

    /** A change of a managed distribution configuration. */
    record OfChange(DistributionConfigurationArn configuration, Change.Position position) implements Hint {
        public OfChange {
            requireNonNull(configuration, "configuration");
            requireNonNull(position, "position");
        }
    }
}
