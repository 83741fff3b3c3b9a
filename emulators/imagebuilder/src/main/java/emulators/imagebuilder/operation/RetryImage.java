package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.IMAGE_BUILD_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Distributes a failed build once more.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_RetryImage.html">RetryImage</a>
 */
public final class RetryImage implements Operation {

    private static final Structure INPUT =
            Structure.empty().requires("imageBuildVersionArn", IMAGE_BUILD_ARN).requires("clientToken", CLIENT_TOKEN);

    private final Account account;
    private final Builds builds;

    public RetryImage(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public Route route() {
        return Route.put("RetryImage");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public boolean repeatsRequestId() {
        return false;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Stored.unknown(arn));
        if (image.status().isAtWork()) {
            throw new Refusal(ServiceError.RESOURCE_IN_USE, "The build is still at work: " + image.status() + ".");
        }
        if (image.status() != ImageStatus.FAILED) {
            throw new Refusal(
                    ServiceError.INVALID_REQUEST, "Only a failed build can be retried: it is " + image.status() + ".");
        }
        builds.retry(image);
        return Json.object().put("imageBuildVersionArn", arn);
    }
}
