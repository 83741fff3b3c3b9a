package imagefanout.model.distribution;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The distribution configurations of Image Builder.
 *
 * <p>Every method throws {@link ImageBuilderException} when the service could not be asked, refused, or left it open whether
 * it did what it was asked.
 */
public interface DistributionConfigurations {
    /** Every configuration that lives in the Region, to the last page. */
    List<ConfigurationSummary> all(Region source);

    /** The configuration as it is now. */
    DistributionConfiguration read(DistributionConfigurationArn arn);

    /**
     * Gives Regions of the configuration other target accounts and sends everything else as it is, unless it is no longer as
     * it was read. The service knows no condition on a write, so it is read once more right before.
     *
     * @param targets of the Regions that differ; no accounts: the field is left out
     * @param token sent with it: sending the same again changes nothing
     */
    Replacement replaceTargets(
            DistributionConfiguration asRead, SortedMap<Region, SortedSet<AccountId>> targets, Digest token);

    /** Creates the configuration, tagged so that it is managed from then on. Empty: the name is taken. */
    Optional<DistributionConfigurationArn> create(Region source, NewConfiguration configuration, Digest token);

    /** What came of replacing target accounts. */
    enum Replacement {
        REPLACED,
        /** Somebody changed the configuration since it was read, and nothing was sent. */
        CHANGED_MEANWHILE
    }
}
