package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an Image Builder ARN: {@code arn:PARTITION:imagebuilder:REGION:ACCOUNT:KIND/NAME/REST}.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2imagebuilder.html">resource
 *     types of EC2 Image Builder</a>
 */
record ResourceArn(String partition, Region region, AccountId account, String kind, String name, String rest) {
    private static final int MAX = 1024;
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws[a-z-]{0,20}):imagebuilder:([a-z0-9-]+):([0-9]{12}):([a-z-]+)/([a-z0-9_-]{1,128})((?:/[^/]+)*)");

    static ResourceArn parse(String kind, String expected, String text) {
        Matcher parts = FORM.matcher(text == null || text.length() > MAX ? "" : text);
        if (!parts.matches() || !parts.group(4).equals(kind)) {
            throw new MalformedException(expected, text);
        }
        return new ResourceArn(
                parts.group(1),
                new Region(parts.group(2)),
                new AccountId(parts.group(3)),
                kind,
                parts.group(5),
                parts.group(6));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":imagebuilder:" + region + ":" + account + ":" + kind + "/" + name + rest;
    }
}
