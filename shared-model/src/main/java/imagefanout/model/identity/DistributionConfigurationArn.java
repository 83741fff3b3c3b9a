package imagefanout.model.identity;

import imagefanout.model.OrderedByText;
import java.util.List;

/** {@code arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere}. */
public record DistributionConfigurationArn(String partition, Region region, AccountId account, String name)
        implements OrderedByText<DistributionConfigurationArn> {
    private static final String KIND = "distribution-configuration";

    public static DistributionConfigurationArn parse(String text) {
        ResourceArn arn = ResourceArn.parse(KIND, 0, "the ARN of a distribution configuration", text);
        return new DistributionConfigurationArn(arn.partition(), arn.region(), arn.account(), arn.name());
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, KIND, name, List.of()).toString();
    }
}
