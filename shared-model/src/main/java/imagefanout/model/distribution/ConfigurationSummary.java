package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.Optional;

/**
 * A distribution configuration as a list shows it.
 *
 * @param tag the value of the tag {@link GroupTag#KEY}; empty: not managed, never read further
 * @param parameterTag the value of the tag {@link ParameterName#TAG}
 * @param updatedAt as {@link DistributionConfiguration#updatedAt}; empty when the list does not show it
 */
public record ConfigurationSummary(
        DistributionConfigurationArn arn,
        String name,
        Optional<String> tag,
        Optional<String> parameterTag,
        Optional<String> updatedAt) {
    public ConfigurationSummary {
        requireNonNull(arn, "arn");
        requireNonNull(name, "name");
        requireNonNull(tag, "tag");
        requireNonNull(parameterTag, "parameterTag");
        requireNonNull(updatedAt, "updatedAt");
    }
}
