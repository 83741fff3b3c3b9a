package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.IMAGE_BUILD_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Stops a build that is still at work.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CancelImageCreation.html">CancelImageCreation</a>
 */
public final class CancelImageCreation implements Operation {

    private static final Structure INPUT =
            Structure.empty().requires("imageBuildVersionArn", IMAGE_BUILD_ARN).requires("clientToken", CLIENT_TOKEN);

    private final Account account;
    private final Builds builds;

    public CancelImageCreation(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public Route route() {
        return Route.put("CancelImageCreation");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Stored.unknown(arn));
        if (!image.status().isAtWork()) {
            throw new Refusal(
                    ServiceError.INVALID_REQUEST, "The build cannot be cancelled: it is " + image.status() + ".");
        }
        builds.cancel(image);
        return Json.object().put("imageBuildVersionArn", arn);
    }
}
