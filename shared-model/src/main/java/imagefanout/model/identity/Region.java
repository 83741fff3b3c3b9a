package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.Set;
import java.util.regex.Pattern;

/** An AWS Region's code, such as {@code us-east-1} or {@code us-gov-west-1}. */
public record Region(String value) implements OrderedByText<Region> {
    private static final Pattern FORM = Pattern.compile("[a-z]{2,6}(-[a-z]{1,12}){1,3}-[0-9]{1,2}");

    public Region {
        MalformedException.check(value, FORM, "a Region such as us-east-1");
    }

    /** @throws MalformedException when the text is not one of the Regions that exist */
    public static Region oneOf(Set<Region> existing, String text) {
        Region region = new Region(text);
        if (!existing.contains(region)) {
            throw new MalformedException("a Region that exists", text);
        }
        return region;
    }

    @Override
    public String toString() {
        return value;
    }
}
