package imagefanout.model.distribution;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a parameter in Parameter Store of AWS Systems Manager.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SsmParameterConfiguration.html">SsmParameterConfiguration</a>
 */
public record ParameterName(String value) implements OrderedByText<ParameterName> {
    /** The tag with the name of the parameter that each target account gets, such as {@code /golden/linux/latest}. */
    public static final String TAG = "image-fanout:ssm-parameter";

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");

    /** A name without a hierarchy, or levels that each follow a slash. */
    private static final Pattern LEVELS = Pattern.compile("[^/]+|(/[^/]+){1,15}");

    private static final Pattern RESERVED = Pattern.compile("/?(aws|ssm).*");

    public ParameterName {
        MalformedException.check(value, FORM, "a parameter name of 1 to 1011 letters, digits, and . - _ /");
    }

    /**
     * Parses the tag's value. Parameter Store accepts fewer names than Image Builder's API.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
     */
    public static ParameterName parseTag(String tag) {
        ParameterName name = new ParameterName(tag);
        if (!LEVELS.matcher(tag).matches()
                || RESERVED.matcher(tag.toLowerCase(Locale.ROOT)).matches()) {
            throw new MalformedException(
                    "a parameter name such as /golden/linux/latest, of at most 15 levels, that does not begin with aws or ssm",
                    tag);
        }
        return name;
    }

    @Override
    public String toString() {
        return value;
    }
}
