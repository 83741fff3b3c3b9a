package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Ingredients;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import java.util.Optional;

/**
 * Begins a build without a pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImage.html">CreateImage</a>
 */
public final class CreateImage implements Operation {

    private static final Structure INPUT = BuildShapes.BUILD.allows(
            "loggingConfiguration", Structure.empty().allows("logGroupName", BuildShapes.LOG_GROUP));

    private final Account account;
    private final Builds builds;

    public CreateImage(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public Route route() {
        return Route.put("CreateImage");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Image image = builds.start(ingredients(input));
        ObjectNode answer = Json.object().put("imageBuildVersionArn", image.arn());
        answer.set("latestVersionReferences", VersionReferences.to(image.versionlessArn(), image.version()));
        return answer;
    }

    /** What the build is made from. */
    public Ingredients ingredients(ObjectNode input) {
        ObjectNode tags = Json.object();
        BuildRequest.addTags(input, "tags", tags);
        return new BuildRequest(account).ingredients(input, Optional.empty(), tags);
    }
}
