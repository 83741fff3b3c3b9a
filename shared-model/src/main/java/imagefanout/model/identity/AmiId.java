package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/** An AMI ID: {@code ami-} and 8 or 17 hexadecimal digits. */
public record AmiId(String value) implements OrderedByText<AmiId> {
    private static final Pattern FORM = Pattern.compile("ami-([0-9a-f]{8}|[0-9a-f]{17})");

    public AmiId {
        MalformedException.check(value, FORM, "an AMI ID such as ami-0123456789abcdef0");
    }

    @Override
    public String toString() {
        return value;
    }
}
