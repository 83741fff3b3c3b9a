package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A distribution configuration as a user names it: {@code everywhere} or its ARN. */
public record GivenDistribution(String name, Optional<DistributionConfigurationArn> arn) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,128}");

    /** @throws MalformedException when it is neither */
    public static GivenDistribution parse(String text) {
        if (text.startsWith("arn:")) {
            DistributionConfigurationArn arn = DistributionConfigurationArn.parse(text);
            return new GivenDistribution(arn.name(), Optional.of(arn));
        }
        if (!NAME.matcher(text).matches()) {
            throw new MalformedException("the name of a distribution configuration, or its ARN", text);
        }
        return new GivenDistribution(text, Optional.empty());
    }

    /** The ARN, which for a name is that of the managed configuration of this name. */
    String resolve(FleetApi api) {
        if (arn.isPresent()) {
            return arn.get().toString();
        }
        List<String> found = new ArrayList<>();
        for (JsonNode one : api.all(new QueryString("/v1/distributions")).path("items")) {
            String candidate = one.path("distributionConfigurationArn").asText();
            if (candidate.endsWith("/" + name)) {
                found.add(candidate);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw found.isEmpty()
                ? CommandFailedException.refused("no managed distribution configuration is called " + name
                        + ": give its ARN, or tag it with image-fanout:groups first")
                : CommandFailedException.usage(
                        name + " is ambiguous. Give one of these ARNs instead: " + String.join(", ", found));
    }
}
