package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.IMAGE_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Shows a build. The ARN of a version, wildcards or not, means its newest available build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImage.html">GetImage</a>
 */
public final class GetImage implements Operation {

    private static final Structure INPUT = Structure.empty().requires("imageBuildVersionArn", IMAGE_ARN);

    private final Account account;

    public GetImage(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.get("GetImage");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Stored.unknown(arn));
        ObjectNode answer = Json.object();
        answer.set("image", new ImageView(account.id()).whole(image));
        answer.set("latestVersionReferences", VersionReferences.to(image.versionlessArn(), image.version()));
        return answer;
    }
}
