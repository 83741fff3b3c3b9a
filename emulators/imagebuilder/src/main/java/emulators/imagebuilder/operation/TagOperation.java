package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resources;
import emulators.wire.shape.Json;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * One of the tag operations: reads or changes the tags of a resource.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_TagResource.html">TagResource</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UntagResource.html">UntagResource</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListTagsForResource.html">ListTagsForResource</a>
 */
public final class TagOperation implements Operation {

    private final String name;
    private final Account account;
    private final Builds builds;
    private final Optional<BiConsumer<ObjectNode, ObjectNode>> change;

    private TagOperation(
            String name, Account account, Builds builds, Optional<BiConsumer<ObjectNode, ObjectNode>> change) {
        this.name = requireNonNull(name, "name");
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
        this.change = requireNonNull(change, "change");
    }

    public static Stream<Operation> all(Account account, Builds builds) {
        return Stream.of(
                new TagOperation("ListTagsForResource", account, builds, Optional.empty()),
                new TagOperation("TagResource", account, builds, Optional.of(TagOperation::add)),
                new TagOperation("UntagResource", account, builds, Optional.of(TagOperation::remove)));
    }

    /** An existing tag gets the new value. */
    private static void add(ObjectNode tags, ObjectNode input) {
        input.get("tags").properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        ApiModel.shape("Tags").check("tags", tags);
    }

    private static void remove(ObjectNode tags, ObjectNode input) {
        tags.remove(Json.texts(input, "tagKeys"));
    }

    @Override
    public String name() {
        return name;
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
        Optional<Image> image = builds.build(arn);
        ObjectNode document = holder.map(
                        resources -> resources.find(arn).orElseThrow().document())
                .or(() -> image.map(build -> build.inputs().settings()))
                .orElseThrow(() -> Documents.notFound(arn));
        ObjectNode tags = ((ObjectNode) document.get("tags")).deepCopy();
        if (change.isEmpty()) {
            ObjectNode answer = Json.object();
            answer.set("tags", tags);
            return answer;
        }
        change.get().accept(tags, input);
        ObjectNode tagged = document.deepCopy();
        tagged.set("tags", tags);
        holder.ifPresent(resources -> resources.replace(arn, tagged));
        image.ifPresent(build -> builds.keep(build, tagged));
        return Json.object();
    }
}
