package imagefanout.model.sync;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is known of every managed distribution configuration: how it stood to the registry when last looked at, and every
 * change that was made to it.
 *
 * <p>Every method throws {@link StorageException} when the ledger could not be read or written; an empty answer always means
 * "looked, none there".
 */
public interface DistributionLedger {
    /** Every managed configuration, by ARN. */
    List<SyncState> states();

    /** One managed configuration with its Regions. */
    Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn);

    /** The changes of a configuration, newest first, at most {@code limit} older than {@code before}. */
    ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit);

    /** Replaces what is known of the configuration. */
    void record(SyncedConfiguration configuration);

    /** The configuration is managed no longer; its changes stay. Without one nothing happens. */
    void forget(DistributionConfigurationArn arn);

    /** The accounts whose removal from the configuration waits for an approval. */
    SortedSet<AccountId> held(DistributionConfigurationArn arn);

    /** From now on the removal of these accounts, and of no others, waits for an approval; none: no removal does. */
    void hold(DistributionConfigurationArn arn, SortedSet<AccountId> accounts);

    /** Writes the change, or replaces it where one with the same position is there. */
    void record(Change change);

    /** Notes what is about to be created, in place of what was noted under the same name in the same Region. */
    void beginCreation(Creation creation);

    /** What was about to be created and is not known to have ended. */
    Optional<Creation> creation(Region source, String name);

    /** Its audit is written. Without one under way nothing happens. */
    void endCreation(Region source, String name);

    /**
     * Whether the configuration's accounts are being written into the registry. Until they all are, the registry looks as if
     * the others had left.
     */
    boolean isSeeding(DistributionConfigurationArn arn);

    /** From now on the configuration is being seeded, also when whoever does it dies. */
    void beginSeeding(DistributionConfigurationArn arn);

    /** Its accounts are all in the registry. Without a seeding under way nothing happens. */
    void endSeeding(DistributionConfigurationArn arn);
}
