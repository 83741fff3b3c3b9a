package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.Json;

/**
 * Deletes a finished build. Its AMIs and container images are kept.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_DeleteImage.html">DeleteImage</a>
 */
public final class DeleteImage implements Operation {

    private final Account account;

    public DeleteImage(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Documents.notFound(arn));
        if (image.status().isAtWork()) {
            throw ServiceError.RESOURCE_DEPENDENCY.exception(
                    "The build has not ended: it is " + image.status() + ". Cancel it by CancelImageCreation first.");
        }
        account.images().remove(image);
        return Json.object().put("imageBuildVersionArn", arn);
    }
}
