package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Optional;

/** Converts a request of a pipeline or client to the inputs of a build: copies of the current documents. */
public final class BuildRequest {

    private final Account account;

    public BuildRequest(Account account) {
        this.account = requireNonNull(account, "account");
    }

    /** Returns the inputs for a build that starts now, from the ARNs in the request. */
    public BuildInputs inputs(ObjectNode request, Optional<ObjectNode> pipeline, ObjectNode tags)
            throws ServiceException {
        ObjectNode settings = Json.object();
        Json.copy(
                withDefaults(request.deepCopy()),
                settings,
                "imageTestsConfiguration",
                "enhancedImageMetadataEnabled",
                "imageScanningConfiguration",
                "executionRole",
                "workflows",
                "loggingConfiguration");
        settings.set("tags", tags);
        ObjectNode recipe = recipe(request).document();
        Json.text(recipe, "parentImage")
                .flatMap(account::findImage)
                .flatMap(Image::osVersion)
                .ifPresent(osVersion -> settings.put("osVersion", osVersion));
        return new BuildInputs(recipe, infrastructure(request).document(), distribution(request), pipeline, settings);
    }

    /** Adds the tags in a member of the document, if any. */
    public static void addTags(ObjectNode document, String member, ObjectNode tags) {
        document.path(member).properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
    }

    /** Refuses a request with an unknown ARN, without a recipe, or with two recipes. */
    public void check(ObjectNode request) throws ServiceException {
        recipe(request);
        infrastructure(request);
        distribution(request);
    }

    /** Adds the service's defaults. */
    public static ObjectNode withDefaults(ObjectNode request) {
        if (!request.hasNonNull("imageTestsConfiguration")) {
            request.putObject("imageTestsConfiguration")
                    .put("imageTestsEnabled", true)
                    .put("timeoutMinutes", 720);
        }
        if (!request.hasNonNull("enhancedImageMetadataEnabled")) {
            request.put("enhancedImageMetadataEnabled", true);
        }
        return request;
    }

    public Resource recipe(ObjectNode request) throws ServiceException {
        Optional<String> containerRecipe = Json.text(request, "containerRecipeArn");
        Optional<String> imageRecipe = Json.text(request, "imageRecipeArn");
        if (imageRecipe.isPresent() == containerRecipe.isPresent()) {
            throw ServiceError.INVALID_REQUEST.exception(
                    "Exactly one of imageRecipeArn and containerRecipeArn is required.");
        }
        String arn = imageRecipe.or(() -> containerRecipe).orElseThrow();
        ResourceKind kind = imageRecipe.isPresent() ? ResourceKind.IMAGE_RECIPE : ResourceKind.CONTAINER_RECIPE;
        return account.resources(kind).find(arn).orElseThrow(() -> Documents.unknown(arn));
    }

    private Resource infrastructure(ObjectNode request) {
        String arn = Documents.text(request, "infrastructureConfigurationArn");
        return account.resources(ResourceKind.INFRASTRUCTURE_CONFIGURATION)
                .find(arn)
                .orElseThrow(() -> Documents.unknown(arn));
    }

    private Optional<ObjectNode> distribution(ObjectNode request) {
        return Json.text(request, "distributionConfigurationArn")
                .map(arn -> account.resources(ResourceKind.DISTRIBUTION_CONFIGURATION)
                        .find(arn)
                        .orElseThrow(() -> Documents.unknown(arn))
                        .document());
    }
}
