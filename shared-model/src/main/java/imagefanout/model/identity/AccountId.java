package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/** An AWS account ID: 12 digits. */
public record AccountId(String value) implements OrderedByText<AccountId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    public AccountId {
        MalformedException.check(value, FORM, "an account ID of 12 digits");
    }

    @Override
    public String toString() {
        return value;
    }
}
