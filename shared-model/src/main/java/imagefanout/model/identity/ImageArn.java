package imagefanout.model.identity;

import imagefanout.model.OrderedByText;
import java.util.List;

/** An image in all its versions: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux}. */
public record ImageArn(String partition, Region region, AccountId account, String name)
        implements Lineage, OrderedByText<ImageArn> {

    public static ImageArn parse(String text) {
        return ResourceArn.parse("image", 0, "the ARN of an image without its version", text)
                .image();
    }

    public ImageBuildArn build(SemanticVersion version, BuildNumber build) {
        return new ImageBuildArn(this, version, build);
    }

    public ImageBuildArn build(SemanticVersion version, int build) {
        return build(version, new BuildNumber(build));
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, "image", name, List.of()).toString();
    }
}
