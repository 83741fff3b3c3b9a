package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A distribution configuration as it was read.
 *
 * @param tag the value of the tag {@link GroupTag#KEY}; empty: not managed
 * @param parameterTag the value of the tag {@link ParameterName#TAG}
 * @param updatedAt Image Builder's {@code dateUpdated} as it was sent; the service has no other version number
 * @param regions the Regions that make AMIs; a Region that only distributes containers has no target accounts
 * @param obstacles why it cannot be written back unchanged, such as a setting that this fleet does not know
 * @param rest everything except the target accounts, the SSM parameters that a sync could have written, and {@code dateUpdated}
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_DistributionConfiguration.html">DistributionConfiguration</a>
 */
public record DistributionConfiguration(
        DistributionConfigurationArn arn,
        String name,
        Optional<String> tag,
        Optional<String> parameterTag,
        String updatedAt,
        SortedMap<Region, ConfiguredRegion> regions,
        List<String> obstacles,
        Settings rest) {
    public DistributionConfiguration {
        requireNonNull(arn, "arn");
        requireNonNull(name, "name");
        requireNonNull(tag, "tag");
        requireNonNull(parameterTag, "parameterTag");
        requireNonNull(updatedAt, "updatedAt");
        regions = Sorted.copyOf(regions);
        obstacles = List.copyOf(obstacles);
        requireNonNull(rest, "rest");
    }

    public SortedMap<Region, SortedSet<AccountId>> targets() {
        return Sorted.mapValues(regions, (region, configured) -> configured.targets());
    }

    /** Whether this is {@code earlier} with those target accounts, that change of its SSM parameters, and no other difference. */
    public boolean isSameWith(
            DistributionConfiguration earlier,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters) {
        return arn.equals(earlier.arn)
                && rest.equals(earlier.rest)
                && targets().equals(targets)
                && earlier.regions.values().stream().allMatch(before -> regions.get(before.region())
                        .parameters()
                        .equals(parameters
                                .getOrDefault(before.region(), ParameterChange.NONE)
                                .appliedTo(before.parameters())));
    }
}
