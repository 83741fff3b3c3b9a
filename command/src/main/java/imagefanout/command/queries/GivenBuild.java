package imagefanout.command.queries;

import imagefanout.command.remote.QueryString;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A build as a user names it: {@code golden-linux/1.0.0/2} or its ARN. */
public record GivenBuild(String name, SemanticVersion version, BuildNumber build, Optional<ImageBuildArn> arn) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9_-]{1,128})/([^/]+)/([^/]+)");

    /** @throws MalformedException when it is neither */
    public static GivenBuild parse(String text) {
        if (text.startsWith("arn:")) {
            ImageBuildArn arn = ImageBuildArn.parse(text);
            return new GivenBuild(arn.name(), arn.version(), arn.build(), Optional.of(arn));
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new MalformedException("a build such as golden-linux/1.0.0/2, or its ARN", text);
        }
        return new GivenBuild(
                parts.group(1),
                SemanticVersion.parse(parts.group(2)),
                new BuildNumber(parts.group(3)),
                Optional.empty());
    }

    /** The build's route; {@code last} is empty or starts with a slash. */
    public QueryString route(String last) {
        return new QueryString("/v1/images/" + this + last).with("imageArn", arn);
    }

    @Override
    public String toString() {
        return name + "/" + version + "/" + build;
    }
}
