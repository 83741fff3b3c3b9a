package imagefanout.model.identity;

import imagefanout.model.MalformedException;

/** A version of an image in all its builds: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0}. */
public record ImageVersionArn(ImageArn image, SemanticVersion version) implements Comparable<ImageVersionArn> {

    public static ImageVersionArn parse(String text) {
        String expected = "the ARN of an image version";
        ResourceArn arn = ResourceArn.parse("image", expected, text);
        String[] rest = arn.rest().split("/", -1);
        if (rest.length != 2) {
            throw new MalformedException(expected, text);
        }
        return new ImageVersionArn(
                new ImageArn(arn.partition(), arn.region(), arn.account(), arn.name()), SemanticVersion.parse(rest[1]));
    }

    @Override
    public int compareTo(ImageVersionArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return image + "/" + version;
    }
}
