package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.regex.Pattern;

/** One build of an image: {@code arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3}. */
public record ImageBuildArn(ImageArn image, SemanticVersion version, int build) implements Comparable<ImageBuildArn> {
    private static final Pattern BUILD = Pattern.compile("[1-9][0-9]{0,8}");

    public ImageBuildArn {
        if (build < 1) {
            throw new MalformedException("a build number from 1", Integer.toString(build));
        }
    }

    public static ImageBuildArn parse(String text) {
        String expected = "the ARN of an image build version";
        ResourceArn arn = ResourceArn.parse("image", expected, text);
        String[] rest = arn.rest().split("/", -1);
        if (rest.length != 3 || !BUILD.matcher(rest[2]).matches()) {
            throw new MalformedException(expected, text);
        }
        ImageArn image = new ImageArn(arn.partition(), arn.region(), arn.account(), arn.name());
        return image.build(SemanticVersion.parse(rest[1]), Integer.parseInt(rest[2]));
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
    public int compareTo(ImageBuildArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return image + "/" + version + "/" + build;
    }
}
