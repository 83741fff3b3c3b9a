package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.sync.Change;

/** Says that something may have changed. A hint may come twice, late, or for nothing. */
public sealed interface Hint {
    /** The build, its copies or its hold. */
    record OfBuild(ImageBuildArn build) implements Hint {
        public OfBuild {
            requireNonNull(build, "build");
        }
    }

    /** A channel of a pipeline. */
    record OfChannel(PipelineArn pipeline, ChannelName channel) implements Hint {
        public OfChannel {
            requireNonNull(pipeline, "pipeline");
            requireNonNull(channel, "channel");
        }
    }

    /** The newest builds of the lineage, and what it answers: its announcements may be missing. */
    record OfLineage(Lineage lineage) implements Hint {
        public OfLineage {
            requireNonNull(lineage, "lineage");
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

        /** For the log: without the token, which comes from a key that nobody has checked. */
        @Override
        public String toString() {
            return "OfChange[configuration=" + configuration + ", at=" + position.at() + "]";
        }
    }
}
