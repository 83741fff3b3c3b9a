package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an Image Builder ARN: {@code arn:PARTITION:imagebuilder:REGION:ACCOUNT:KIND/NAME/REST}.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2imagebuilder.html">resource
 *     types of EC2 Image Builder</a>
 */
record ResourceArn(String partition, Region region, AccountId account, String kind, String name, List<String> rest) {
    private static final int MAX = 1024;
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws[a-z-]{0,20}):imagebuilder:([a-z0-9-]+):([0-9]{12}):([a-z-]+)/([a-z0-9_-]{1,128})((?:/[^/]+)*)");

    /**
     * @param parts how many parts follow the name
     * @throws MalformedException when the text is no such ARN, or its Region is not one of its partition that this release
     *     knows: such a resource could be asked for nowhere
     */
    static ResourceArn parse(String kind, int parts, String expected, String text) {
        Matcher matcher = FORM.matcher(text == null || text.length() > MAX ? "" : text);
        if (!matcher.matches() || !matcher.group(4).equals(kind)) {
            throw new MalformedException(expected, text);
        }
        List<String> rest =
                Pattern.compile("/").splitAsStream(matcher.group(6)).skip(1).toList();
        if (rest.size() != parts) {
            throw new MalformedException(expected, text);
        }
        Region region = new Region(matcher.group(2));
        if (AwsPartition.of(region)
                .filter(of -> of.id().equals(matcher.group(1)))
                .isEmpty()) {
            throw new MalformedException(
                    expected + " in a Region of the ARN's partition that this release knows", text);
        }
        return new ResourceArn(matcher.group(1), region, new AccountId(matcher.group(3)), kind, matcher.group(5), rest);
    }

    /** @throws MalformedException as {@link #parse}, and for a container recipe */
    static ResourceArn parseRecipe(String expected, String text) {
        boolean isOfContainers = text != null && text.contains(":container-recipe/");
        return parse("image-recipe", 1, isOfContainers ? expected + " (this is a container recipe)" : expected, text);
    }

    ImageArn image() {
        return new ImageArn(partition, region, account, name);
    }

    @Override
    public String toString() {
        String arn = "arn:" + partition + ":imagebuilder:" + region + ":" + account + ":" + kind + "/" + name;
        return rest.isEmpty() ? arn : arn + "/" + String.join("/", rest);
    }
}
