package imagefanout.model.identity;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A partition and its Regions. They are those that the AWS SDK of this release knows: a test compares them with it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">the partition in an ARN</a>
 */
public enum AwsPartition {
    STANDARD(
            "aws",
            "us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 "
                    + "eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 "
                    + "af-south-1 il-central-1 me-central-1 me-south-1 "
                    + "ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 "
                    + "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
                    + "ap-southeast-7"),
    CHINA("aws-cn", "cn-north-1 cn-northwest-1"),
    US_GOV("aws-us-gov", "us-gov-east-1 us-gov-west-1"),
    EUROPEAN_SOVEREIGN_CLOUD("aws-eusc", "eusc-de-east-1"),
    ISO("aws-iso", "us-iso-east-1 us-iso-west-1"),
    ISO_B("aws-iso-b", "us-isob-east-1 us-isob-west-1"),
    ISO_E("aws-iso-e", "eu-isoe-west-1"),
    ISO_F("aws-iso-f", "us-isof-east-1 us-isof-south-1");

    private final String id;
    private final Set<String> regions;

    AwsPartition(String id, String regions) {
        this.id = id;
        this.regions = Set.of(regions.split(" "));
    }

    /** The partition of the Region; empty if the SDK of this release does not know the Region. */
    public static Optional<AwsPartition> of(Region region) {
        return Arrays.stream(values())
                .filter(partition -> partition.regions.contains(region.value()))
                .findFirst();
    }

    /** The partition's name in an ARN. */
    public String id() {
        return id;
    }

    /** The codes of its Regions. */
    public Set<String> regions() {
        return regions;
    }
}
