package emulators.imagebuilder.operation.tag;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Adds tags to a resource. An existing tag gets the new value.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_TagResource.html">TagResource</a>
 */
public final class TagResource implements Operation {

    private final Account account;
    private final Builds builds;

    public TagResource(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public ServiceError invalidInput() {
        return ServiceError.INVALID_PARAMETER;
    }

    @Override
    public boolean repeatsRequestId() {
        return false;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "resourceArn");
        Optional<Resources> holder = account.holderOf(arn);
        if (holder.isPresent()) {
            holder.get()
                    .replace(arn, tagged(holder.get().find(arn).orElseThrow().document(), input));
        } else {
            Image image = builds.build(arn).orElseThrow(() -> Documents.notFound(arn));
            builds.keep(image, tagged(image.inputs().settings(), input));
        }
        return Json.object();
    }

    private static ObjectNode tagged(ObjectNode document, ObjectNode input) {
        ObjectNode tags = document.get("tags").deepCopy();
        input.get("tags").properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        ApiModel.shape("Tags").check("tags", tags);
        ObjectNode tagged = document.deepCopy();
        tagged.set("tags", tags);
        return tagged;
    }
}
