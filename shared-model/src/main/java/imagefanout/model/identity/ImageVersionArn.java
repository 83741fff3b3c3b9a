package imagefanout.model.identity;

import imagefanout.model.OrderedByText;

/** A version of an image in all its builds: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0}. */
public record ImageVersionArn(ImageArn image, SemanticVersion version) implements OrderedByText<ImageVersionArn> {

    public static ImageVersionArn parse(String text) {
        ResourceArn arn = ResourceArn.parse("image", 1, "the ARN of an image version", text);
        return new ImageVersionArn(arn.image(), SemanticVersion.parse(arn.rest().get(0)));
    }

    @Override
    public String toString() {
        return image + "/" + version;
    }
}
