package imagefanout.model.identity;

import imagefanout.model.OrderedByText;

/** One build of an image: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3}. */
public record ImageBuildArn(ImageArn image, SemanticVersion version, BuildNumber build)
        implements OrderedByText<ImageBuildArn> {

    public static ImageBuildArn parse(String text) {
        ResourceArn arn = ResourceArn.parse("image", 2, "the ARN of an image build version", text);
        return arn.image()
                .build(
                        SemanticVersion.parse(arn.rest().get(0)),
                        new BuildNumber(arn.rest().get(1)));
    }

    public Region region() {
        return image.region();
    }

    public AccountId account() {
        return image.account();
    }

    public String name() {
        return image.name();
    }

    public ImageVersionArn imageVersion() {
        return new ImageVersionArn(image, version);
    }

    @Override
    public String toString() {
        return image + "/" + version + "/" + build;
    }
}
