package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.wire.shape.Json;

/**
 * Returns a build. For a version ARN, with or without wildcards, returns the newest available build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImage.html">GetImage</a>
 */
public final class GetImage implements Operation {

    private final Account account;

    public GetImage(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imageBuildVersionArn");
        Image image = account.findImage(arn).orElseThrow(() -> Documents.notFound(arn));
        ObjectNode answer = Json.object();
        answer.set("image", new ImageView(account.arns()).whole(image));
        answer.set("latestVersionReferences", VersionReferences.to(image.versionlessArn(), image.version()));
        return answer;
    }
}
