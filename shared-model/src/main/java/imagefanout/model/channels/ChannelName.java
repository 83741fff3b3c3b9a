package imagefanout.model.channels;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/** The name of a channel, such as {@code prod}. {@value #LATEST} is reserved: it is what a pipeline answers without a channel. */
public record ChannelName(String value) implements OrderedByText<ChannelName> {
    public static final String LATEST = "latest";

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,32}");

    public ChannelName {
        if (value == null || !FORM.matcher(value).matches() || value.equals(LATEST)) {
            throw new MalformedException(
                    "a channel name of 1 to 32 lowercase letters, digits and -, other than " + LATEST, value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
