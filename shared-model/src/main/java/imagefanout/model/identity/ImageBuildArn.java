package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/** One build of an image: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3}. */
public record ImageBuildArn(ImageArn image, SemanticVersion version, int build)
        implements OrderedByText<ImageBuildArn> {
    private static final Pattern BUILD = Pattern.compile("[1-9][0-9]{0,8}");

    public ImageBuildArn {
        if (build < 1) {
            throw new MalformedException("a build number from 1", Integer.toString(build));
        }
    }

    public static ImageBuildArn parse(String text) {
        String expected = "the ARN of an image build version";
        ResourceArn arn = ResourceArn.parse("image", 2, expected, text);
        String build = arn.rest().get(1);
        if (!BUILD.matcher(build).matches()) {
            throw new MalformedException(expected, text);
        }
        return arn.image().build(SemanticVersion.parse(arn.rest().get(0)), Integer.parseInt(build));
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
