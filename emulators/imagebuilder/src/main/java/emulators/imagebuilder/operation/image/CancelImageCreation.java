package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.Json;

/**
 * Cancels a running build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CancelImageCreation.html">CancelImageCreation</a>
 */
public final class CancelImageCreation implements Operation {

    private final Account account;
    private final Builds builds;

    public CancelImageCreation(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Documents.notFound(arn));
        if (!image.status().isAtWork()) {
            throw ServiceError.INVALID_PARAMETER_VALUE.exception(
                    "The build cannot be cancelled: it is " + image.status() + ".");
        }
        builds.cancel(image);
        return Json.object().put("imageBuildVersionArn", arn);
    }
}
