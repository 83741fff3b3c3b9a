package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Ingredients;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Json;
import java.util.Optional;

/** Turns what a pipeline or a client wants built into what a build is made from: a snapshot of today's documents. */
final class BuildRequest {

    private final Account account;

    BuildRequest(Account account) {
        this.account = requireNonNull(account, "account");
    }

    /** What is built when the request, which names its parts by ARN, is carried out now. */
    Ingredients ingredients(ObjectNode request, Optional<ObjectNode> pipeline, ObjectNode tags) throws Refusal {
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
        return new Ingredients(
                recipe(request).document(),
                infrastructure(request).document(),
                distribution(request),
                pipeline,
                settings);
    }

    /** Adds the tags that a document names under that member, if any. */
    static void addTags(ObjectNode document, String member, ObjectNode tags) {
        document.path(member).properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
    }

    /** Refuses a request that names a part that is not there, or no recipe, or two. */
    void check(ObjectNode request) throws Refusal {
        recipe(request);
        infrastructure(request);
        distribution(request);
    }

    /** What the service assumes where the client says nothing. */
    static ObjectNode withDefaults(ObjectNode request) {
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

    Resource recipe(ObjectNode request) throws Refusal {
        Optional<String> containerRecipe = Json.text(request, "containerRecipeArn");
        Optional<String> imageRecipe = Json.text(request, "imageRecipeArn");
        if (imageRecipe.isPresent() == containerRecipe.isPresent()) {
            throw new Refusal(
                    ServiceError.INVALID_REQUEST, "Exactly one of imageRecipeArn and containerRecipeArn is required.");
        }
        String arn = imageRecipe.or(() -> containerRecipe).orElseThrow();
        return account.recipes()
                .find(arn)
                .or(() -> account.containerRecipes().find(arn))
                .orElseThrow(() -> Stored.unknown(arn));
    }

    private Resource infrastructure(ObjectNode request) {
        String arn = Stored.text(request, "infrastructureConfigurationArn");
        return account.infrastructureConfigurations().find(arn).orElseThrow(() -> Stored.unknown(arn));
    }

    private Optional<ObjectNode> distribution(ObjectNode request) {
        return Json.text(request, "distributionConfigurationArn").map(arn -> account.distributionConfigurations()
                .find(arn)
                .orElseThrow(() -> Stored.unknown(arn))
                .document());
    }
}
