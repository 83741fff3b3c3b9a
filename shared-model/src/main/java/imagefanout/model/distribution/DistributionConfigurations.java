package imagefanout.model.distribution;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The distribution configurations of Image Builder.
 *
 * <p>Every method throws {@link ImageBuilderException} when Image Builder could not be called or refused, or when its answer does
 * not show whether the change was made.
 */
public interface DistributionConfigurations {
    /** Every configuration in the Region, to the last page. */
    List<ConfigurationSummary> all(Region source);

    DistributionConfiguration read(DistributionConfigurationArn arn);

    /**
     * Replaces the target accounts of some Regions, adds and removes SSM parameters, and sends everything else unchanged,
     * unless the configuration has changed since it was read. Image Builder has no conditional write, so it is read again
     * right before.
     *
     * @param targets of the Regions that differ; no accounts: the field is omitted
     * @param parameters of the Regions that differ
     * @param token the client token: sending the same request again changes nothing
     * @return false when someone changed the configuration since it was read; nothing was sent
     */
    boolean replaceTargets(
            DistributionConfiguration asRead,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters,
            Digest token);

    /** Creates the configuration with the tag that makes it managed. Empty: the name is taken. */
    Optional<DistributionConfigurationArn> create(Region source, NewConfiguration configuration, Digest token);

    /** The pipelines that use the configuration and have no execution role. Their builds cannot write SSM parameters. */
    SortedSet<PipelineArn> pipelinesWithoutRole(DistributionConfigurationArn arn);
}
