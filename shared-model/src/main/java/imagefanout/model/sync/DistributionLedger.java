package imagefanout.model.sync;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is known about every managed distribution configuration: how it compared with the registry in the last run, and every
 * change that was made to it.
 *
 * <p>Every method throws {@link StorageException} when the ledger could not be read or written. An empty answer always means
 * that there is none.
 */
public interface DistributionLedger {
    /** Every managed configuration, by ARN. */
    List<SyncState> states();

    /** The managed configurations by ARN, at most {@code limit} after {@code after}, with their Regions and newest changes. */
    ResultPage<ListedConfiguration, DistributionConfigurationArn> list(
            Optional<DistributionConfigurationArn> after, int limit);

    /** One managed configuration with its Regions. */
    Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn);

    /** The changes of a configuration, newest first, at most {@code limit} older than {@code before}. */
    ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit);

    /** Replaces what is known about the configuration. */
    void record(SyncedConfiguration configuration);

    /** A run checked all configurations: those that it did not record are unchanged. */
    void checked(Instant at);

    /** The configuration is no longer managed. Its changes stay. Does nothing if it is not there. */
    void forget(DistributionConfigurationArn arn);

    /** The accounts of the configuration that wait for approval. */
    HeldAccounts held(DistributionConfigurationArn arn);

    /** Replaces the accounts that wait for approval. */
    void hold(DistributionConfigurationArn arn, HeldAccounts accounts);

    /** The names under which this fleet has SSM parameters in the configuration, or is about to. */
    SortedSet<ParameterName> parameterNames(DistributionConfigurationArn arn);

    /** Replaces the names of this fleet's SSM parameters. */
    void noteParameterNames(DistributionConfigurationArn arn, SortedSet<ParameterName> names);

    /** The newest approval of a plan of the configuration that no run has used up. It may be no longer valid. */
    Optional<Approval> approval(DistributionConfigurationArn arn);

    /** Replaces the approval. */
    void approve(DistributionConfigurationArn arn, Approval approval);

    /** The approval is used up. Does nothing if there is another one by now, or none. */
    void useUp(DistributionConfigurationArn arn, Approval approval);

    /** Writes the change, or replaces the one with the same position. */
    void record(Change change);

    /** Notes what is about to be created. Replaces a note under the same name in the same Region. */
    void beginCreation(Creation creation);

    /** A creation that began and has no audit record yet. */
    Optional<Creation> creation(Region source, String name);

    /** The audit record of the creation is written. Does nothing if none has begun. */
    void endCreation(Region source, String name);

    /** Every account that ever had a valid row in the registry. Empty: no run has noted any yet. */
    Optional<SortedSet<AccountId>> knownAccounts();

    /** Adds to the accounts that ever had a row. */
    void noteAccounts(SortedSet<AccountId> accounts);

    /** Whether the configuration's accounts are being written to the registry. Until all are, the others look as if they had left. */
    boolean isSeeding(DistributionConfigurationArn arn);

    /** The configuration is being seeded until {@link #endSeeding}, even if the run dies. */
    void beginSeeding(DistributionConfigurationArn arn);

    /** All its accounts are in the registry. Does nothing if no seeding has begun. */
    void endSeeding(DistributionConfigurationArn arn);
}
