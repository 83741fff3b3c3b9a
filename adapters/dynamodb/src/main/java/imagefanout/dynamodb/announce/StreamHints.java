package imagefanout.dynamodb.announce;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.MalformedException;
import imagefanout.model.announce.Hint;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.sync.Change;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Parses hints from the keys of the catalog table's items. */
public final class StreamHints {
    private static final String STATES = "SYNCS";
    /** When a run last checked all configurations, beside their states. */
    private static final String CHECKED = "CHECKED";

    private static final String CHANNELS = "CHANNELS#";
    private static final String SYNC = "SYNC#";
    private static final String CHANGE = "CHANGE#";

    private StreamHints() {}

    /**
     * The hint that a write of the item gives; empty for items that say nothing about announcements.
     *
     * @throws MalformedException when the key has a known form, but not its parts
     */
    public static Optional<Hint> of(String partition, String sort) {
        if (sort.equals(CatalogTable.META) && partition.startsWith(CatalogTable.BUILD)) {
            String arn = partition.substring(CatalogTable.BUILD.length());
            return Optional.of(new Hint.OfBuild(ImageBuildArn.parse(arn)));
        }
        if (partition.equals(STATES) && !sort.equals(CHECKED)) {
            return Optional.of(new Hint.OfConfiguration(DistributionConfigurationArn.parse(sort)));
        }
        if (partition.startsWith(CHANNELS)) {
            return Optional.of(new Hint.OfChannel(
                    PipelineArn.parse(partition.substring(CHANNELS.length())), new ChannelName(sort)));
        }
        if (partition.startsWith(SYNC) && sort.startsWith(CHANGE)) {
            DistributionConfigurationArn arn = DistributionConfigurationArn.parse(partition.substring(SYNC.length()));
            return Optional.of(new Hint.OfChange(arn, position(sort)));
        }
        return Optional.empty();
    }

    private static Change.Position position(String sort) {
        String[] parts = sort.split("#", 3);
        try {
            return new Change.Position(Instant.parse(parts[1]), parts[2]);
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw (MalformedException) new MalformedException("CHANGE#time#token", sort).initCause(e);
        }
    }
}
