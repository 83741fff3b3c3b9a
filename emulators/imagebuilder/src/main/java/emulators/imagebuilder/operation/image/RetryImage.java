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
 * Retries the distribution of a failed build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_RetryImage.html">RetryImage</a>
 */
public final class RetryImage implements Operation {

    private final Account account;
    private final Builds builds;

    public RetryImage(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public boolean repeatsRequestId() {
        return false;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imageBuildVersionArn");
        Image image = account.images().find(arn).orElseThrow(() -> Documents.notFound(arn));
        if (image.status().isAtWork()) {
            throw ServiceError.RESOURCE_IN_USE.exception("The build has not ended. It is " + image.status() + ".");
        }
        if (!Builds.canRetry(image)) {
            throw ServiceError.INVALID_REQUEST.exception(
                    "Only a build whose distribution failed can be retried: it is " + image.status() + ".");
        }
        builds.retry(image);
        return Json.object().put("imageBuildVersionArn", arn);
    }
}
