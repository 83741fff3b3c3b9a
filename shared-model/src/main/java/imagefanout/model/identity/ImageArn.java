package imagefanout.model.identity;

import imagefanout.model.MalformedException;

/** An image in all its versions: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux}. */
public record ImageArn(String partition, Region region, AccountId account, String name)
        implements Lineage, Comparable<ImageArn> {

    public static ImageArn parse(String text) {
        String expected = "the ARN of an image without its version";
        ResourceArn arn = ResourceArn.parse("image", expected, text);
        if (!arn.rest().isEmpty()) {
            throw new MalformedException(expected, text);
        }
        return new ImageArn(arn.partition(), arn.region(), arn.account(), arn.name());
    }

    public ImageBuildArn build(SemanticVersion version, int build) {
        return new ImageBuildArn(this, version, build);
    }

    @Override
    public int compareTo(ImageArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, "image", name, "").toString();
    }
}
