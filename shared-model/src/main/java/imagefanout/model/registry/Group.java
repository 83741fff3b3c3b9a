package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/**
 * A group of accounts, such as {@code prod}. An account's row and a configuration's tag name groups. A group has the characters
 * that a tag value may have, except the space that separates groups there.
 *
 * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">what a tag may hold</a>
 */
public record Group(String name) implements OrderedByText<Group> {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_.:/=+@-]{1,128}");

    public Group {
        MalformedException.check(name, FORM, "a group of 1 to 128 letters, digits and _.:/=+@-");
    }

    @Override
    public String toString() {
        return name;
    }
}
