package imagefanout.model.identity;

import imagefanout.model.MalformedException;

/** {@code arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere}. */
public record DistributionConfigurationArn(String partition, Region region, AccountId account, String name)
        implements Comparable<DistributionConfigurationArn> {
    private static final String KIND = "distribution-configuration";

    public static DistributionConfigurationArn parse(String text) {
        String expected = "the ARN of a distribution configuration";
        ResourceArn arn = ResourceArn.parse(KIND, expected, text);
        if (!arn.rest().isEmpty()) {
            throw new MalformedException(expected, text);
        }
        return new DistributionConfigurationArn(arn.partition(), arn.region(), arn.account(), arn.name());
    }

    @Override
    public int compareTo(DistributionConfigurationArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, KIND, name, "").toString();
    }
}
