package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.Ingredients;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.CreateDistributionConfiguration;
import emulators.imagebuilder.operation.CreateImage;
import emulators.imagebuilder.operation.CreateImagePipeline;
import emulators.imagebuilder.operation.CreateImageRecipe;
import emulators.imagebuilder.operation.CreateInfrastructureConfiguration;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Refusal;
import emulators.imagebuilder.operation.StartImagePipelineExecution;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Shape;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What exists from the start. A seed file lists requests as clients send them, one list for each kind, and finished
 * builds; everything in it passes the same checks as a request. Nobody is told of its builds.
 */
final class Seed {

    private static final Structure FINISHED = Structure.empty()
            .allows("dateCreated", Text.any())
            .allows("status", Text.oneOf("CANCELLED", "DEPRECATED", "DISABLED", "DELETED"))
            .allows(
                    "copyFailures",
                    ListOf.any(Structure.empty()
                            .requires("region", Text.of(1, 1024))
                            .requires("accountId", Text.matching("[0-9]{12}"))
                            .allows("message", Text.of(1, 1024))));

    private static final String CONTAINER_RECIPES = "containerRecipes";
    private static final Structure CONTAINER_RECIPE = Structure.empty()
            .requires("name", Text.matching("[a-z0-9_-]{1,128}"))
            .requires("semanticVersion", Text.matching("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}"));

    private final Account account;
    private final Builds builds;
    private final Dispatcher dispatcher;
    private final Map<String, Operation> creations = new LinkedHashMap<>();
    private final StartImagePipelineExecution ofPipeline;
    private final CreateImage ofRecipe;

    Seed(Account account, Builds builds, Dispatcher dispatcher) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
        this.dispatcher = requireNonNull(dispatcher, "dispatcher");
        this.ofPipeline = new StartImagePipelineExecution(account, builds);
        this.ofRecipe = new CreateImage(account, builds);
        creations.put("imageRecipes", new CreateImageRecipe(account));
        creations.put("infrastructureConfigurations", new CreateInfrastructureConfiguration(account));
        creations.put("distributionConfigurations", new CreateDistributionConfiguration(account));
        creations.put("imagePipelines", new CreateImagePipeline(account));
    }

    /** Plants the file: recipes first, builds last, each list in its order. */
    void plant(Path file) throws InvalidSeed {
        ObjectNode seed = read(file);
        plant(file, seed, CONTAINER_RECIPES, this::plantContainerRecipe);
        creations.forEach((kind, operation) -> plant(
                file, seed, kind, request -> dispatcher.call(operation, withToken(request, operation.name()), "seed")));
        plant(file, seed, "images", this::finishBuild);
    }

    /** Creating one is no operation of the emulator's; a build of one is an image all the same, without AMIs. */
    private void plantContainerRecipe(ObjectNode entry) {
        CONTAINER_RECIPE.check(entry);
        String name = entry.get("name").textValue();
        String version = entry.get("semanticVersion").textValue();
        account.exclusively(() -> {
            String arn = account.arns().imageRecipe(name, version).replace(":image-recipe/", ":container-recipe/");
            ObjectNode recipe = Json.object()
                    .put("arn", arn)
                    .put("containerType", "DOCKER")
                    .put("name", name)
                    .put("version", version)
                    .put("platform", "Linux")
                    .put("owner", account.id())
                    .put("dateCreated", Dates.inAnswer(account.now()));
            account.containerRecipes().add(new Resource(account.nextSequence(), arn, recipe));
            return arn;
        });
    }

    private ObjectNode read(Path file) {
        try {
            ObjectNode seed = Json.objectIn(Files.readAllBytes(file));
            for (String kind : seed.properties().stream().map(Map.Entry::getKey).toList()) {
                if (!creations.containsKey(kind) && !kind.equals("images") && !kind.equals(CONTAINER_RECIPES)) {
                    throw InvalidValue.at(
                            kind, "A seed has " + creations.keySet() + ", " + CONTAINER_RECIPES + " and images.");
                }
                anyList().check(kind, seed.get(kind));
            }
            return seed;
        } catch (InvalidValue e) {
            throw new InvalidSeed(file.toString(), e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidSeed(file.toString(), "The file cannot be read.", e);
        }
    }

    private static Shape anyList() {
        return ListOf.any(Structure.empty());
    }

    private interface Planting {
        void plant(ObjectNode entry);
    }

    private static void plant(Path file, ObjectNode seed, String kind, Planting planting) {
        List<JsonNode> entries = Json.elements(seed, kind);
        for (int i = 0; i < entries.size(); i++) {
            try {
                planting.plant((ObjectNode) entries.get(i));
            } catch (InvalidValue | Refusal | DateTimeException e) {
                throw new InvalidSeed(file + ": " + kind + "[" + i + "]", e.getMessage(), e);
            }
        }
    }

    /** A build of a pipeline, or of a recipe and its configurations, that came to its end before the start. */
    private void finishBuild(ObjectNode entry) {
        FINISHED.check(entry);
        Instant created = Json.text(entry, "dateCreated").map(Instant::parse).orElseGet(account::now);
        List<CopyFailure> failures =
                Json.elements(entry, "copyFailures").stream().map(Seed::failure).toList();
        ObjectNode request = withToken(entry, "image");
        request.remove(List.copyOf(FINISHED.names()));
        account.exclusively(() -> {
            if (Json.text(entry, "status").filter("CANCELLED"::equals).isPresent()) {
                return builds.cancelled(ingredients(request), created);
            }
            Image image = builds.finished(ingredients(request), created, failures);
            return Json.text(entry, "status")
                    .map(status -> builds.retire(image, ImageStatus.valueOf(status)))
                    .orElse(image);
        });
    }

    private Ingredients ingredients(ObjectNode request) {
        if (request.has("imagePipelineArn")) {
            ofPipeline.input().check(request);
            return ofPipeline.ingredients(request);
        }
        ofRecipe.input().check(request);
        return ofRecipe.ingredients(request);
    }

    private static CopyFailure failure(JsonNode failure) {
        return new CopyFailure(
                new Destination(
                        failure.get("region").textValue(),
                        failure.get("accountId").textValue()),
                Json.text(failure, "message").orElse(CopyFailure.UNEXPLAINED));
    }

    private ObjectNode withToken(ObjectNode request, String kind) {
        return request.deepCopy().put("clientToken", "seed-" + kind + "-" + account.exclusively(account::nextSequence));
    }
}
