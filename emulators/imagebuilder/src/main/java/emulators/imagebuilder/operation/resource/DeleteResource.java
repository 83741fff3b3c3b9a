package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.Json;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes a resource that is not in use: recipes use components, pipelines use recipes and configurations. Builds are not affected.
 */
final class DeleteResource implements Operation {

    private final Account account;
    private final ResourceType type;
    private final Resources resources;

    DeleteResource(Account account, ResourceType type) {
        this.account = requireNonNull(account, "account");
        this.type = requireNonNull(type, "type");
        this.resources = account.resources(type.kind());
    }

    @Override
    public String name() {
        return "Delete" + type.noun();
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, type.arnMember());
        Resource resource =
                resources.find(arn).filter(found -> found.arn().equals(arn)).orElseThrow(() -> Documents.notFound(arn));
        user(resource).ifPresent(user -> {
            throw ServiceError.RESOURCE_DEPENDENCY.exception("The resource with ARN " + arn
                    + " cannot be deleted, because " + user.arn() + " depends on it. Delete that one first.");
        });
        resources.remove(resource);
        return Json.object().put(type.arnMember(), arn);
    }

    private Optional<Resource> user(Resource resource) {
        return users().filter(user -> references(user)
                        .anyMatch(arn ->
                                resources.find(arn).filter(resource::equals).isPresent()))
                .findFirst();
    }

    private Stream<Resource> users() {
        return type.kind() == ResourceKind.COMPONENT
                ? Stream.of(ResourceKind.IMAGE_RECIPE, ResourceKind.CONTAINER_RECIPE)
                        .flatMap(kind -> account.resources(kind).all().stream())
                : account.pipelines().all().stream();
    }

    private Stream<String> references(Resource user) {
        return type.kind() == ResourceKind.COMPONENT
                ? Json.elements(user.document(), "components").stream()
                        .flatMap(component -> Json.text(component, "componentArn").stream())
                : user.text(type.arnMember()).stream();
    }
}
