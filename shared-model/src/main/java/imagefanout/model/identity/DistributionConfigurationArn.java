package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere}. */
public record DistributionConfigurationArn(String partition, Region region, AccountId account, String name)
        implements Comparable<DistributionConfigurationArn> {
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws[a-z-]{0,20}):imagebuilder:([a-z0-9-]+):([0-9]{12}):distribution-configuration/([a-z0-9_-]{1,128})");

    public static DistributionConfigurationArn parse(String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            throw new MalformedException("the ARN of a distribution configuration", text);
        }
        return new DistributionConfigurationArn(
                parts.group(1), new Region(parts.group(2)), new AccountId(parts.group(3)), parts.group(4));
    }

    @Override
    public int compareTo(DistributionConfigurationArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":imagebuilder:" + region + ":" + account + ":distribution-configuration/" + name;
    }
}
