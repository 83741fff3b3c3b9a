package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Starts a build without a pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImage.html">CreateImage</a>
 */
public final class CreateImage implements Operation {

    private final Account account;
    private final Builds builds;

    public CreateImage(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Image image = builds.start(inputs(input));
        ObjectNode answer = Json.object().put("imageBuildVersionArn", image.arn());
        answer.set("latestVersionReferences", VersionReferences.to(image.versionlessArn(), image.version()));
        return answer;
    }

    /** Returns the inputs of the requested build. */
    public BuildInputs inputs(ObjectNode input) {
        ObjectNode tags = Json.object();
        BuildRequest.addTags(input, "tags", tags);
        return new BuildRequest(account).inputs(input, Optional.empty(), tags);
    }
}
