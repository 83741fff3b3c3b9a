package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.configuration.CreateDistributionConfiguration;
import emulators.imagebuilder.operation.configuration.CreateInfrastructureConfiguration;
import emulators.imagebuilder.operation.image.CreateImage;
import emulators.imagebuilder.operation.pipeline.CreateImagePipeline;
import emulators.imagebuilder.operation.pipeline.StartImagePipelineExecution;
import emulators.imagebuilder.operation.recipe.CreateImageRecipe;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import emulators.wire.shape.ListShape;
import emulators.wire.shape.Shape;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
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
 * builds. All of it passes the same checks as a request. No message is published for its builds.
 */
final class Seed {

    private static final Structure FINISHED = Structure.empty()
            .allows("dateCreated", StringShape.any())
            .allows("status", StringShape.oneOf("CANCELLED", "DEPRECATED", "DISABLED", "DELETED"))
            .allows(
                    "copyFailures",
                    ListShape.any(Structure.empty()
                            .requires("region", StringShape.of(1, 1024))
                            .requires("accountId", StringShape.matching("[0-9]{12}"))
                            .allows("message", StringShape.of(1, 1024))));

    private static final String CONTAINER_RECIPES = "containerRecipes";
    private static final Structure CONTAINER_RECIPE = Structure.empty()
            .requires("name", StringShape.matching("[a-z0-9_-]{1,128}"))
            .requires("semanticVersion", StringShape.matching("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}"));

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

    /** Loads the file: recipes first, builds last, each list in its order. */
    void load(Path file) throws InvalidSeedException {
        ObjectNode seed = read(file);
        load(file, seed, CONTAINER_RECIPES, this::addContainerRecipe);
        creations.forEach((kind, operation) -> load(
                file, seed, kind, request -> dispatcher.call(operation, withToken(request, operation.name()), "seed")));
        load(file, seed, "images", this::finishBuild);
    }

    /** The emulator has no operation that creates one. A build of one is an image without AMIs. */
    private void addContainerRecipe(ObjectNode entry) {
        CONTAINER_RECIPE.check(entry);
        String name = entry.get("name").textValue();
        String version = entry.get("semanticVersion").textValue();
        account.withLock(() -> {
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
                    throw InvalidValueException.at(
                            kind, "A seed may have " + creations.keySet() + ", " + CONTAINER_RECIPES + " and images.");
                }
                anyList().check(kind, seed.get(kind));
            }
            return seed;
        } catch (InvalidValueException e) {
            throw new InvalidSeedException(file.toString(), e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidSeedException(file.toString(), "The file cannot be read.", e);
        }
    }

    private static Shape anyList() {
        return ListShape.any(Structure.empty());
    }

    private interface Loader {
        void load(ObjectNode entry);
    }

    private static void load(Path file, ObjectNode seed, String kind, Loader loader) {
        List<JsonNode> entries = Json.elements(seed, kind);
        for (int i = 0; i < entries.size(); i++) {
            try {
                loader.load((ObjectNode) entries.get(i));
            } catch (InvalidValueException | ServiceException | DateTimeException e) {
                throw new InvalidSeedException(file + ": " + kind + "[" + i + "]", e.getMessage(), e);
            }
        }
    }

    /** Adds a build, of a pipeline or of a recipe and its configurations, that ended before the start. */
    private void finishBuild(ObjectNode entry) {
        FINISHED.check(entry);
        Instant created = Json.text(entry, "dateCreated").map(Instant::parse).orElseGet(account::now);
        List<CopyFailure> failures =
                Json.elements(entry, "copyFailures").stream().map(Seed::failure).toList();
        ObjectNode request = withToken(entry, "image");
        request.remove(List.copyOf(FINISHED.names()));
        account.withLock(() -> {
            if (Json.text(entry, "status").filter("CANCELLED"::equals).isPresent()) {
                return builds.cancelled(inputs(request), created);
            }
            Image image = builds.finished(inputs(request), created, failures);
            return Json.text(entry, "status")
                    .map(status -> builds.retire(image, ImageStatus.valueOf(status)))
                    .orElse(image);
        });
    }

    private BuildInputs inputs(ObjectNode request) {
        if (request.has("imagePipelineArn")) {
            ApiModel.input(ofPipeline.name()).check(request);
            return ofPipeline.inputs(request);
        }
        ApiModel.input(ofRecipe.name()).check(request);
        return ofRecipe.inputs(request);
    }

    private static CopyFailure failure(JsonNode failure) {
        return new CopyFailure(
                new Destination(
                        failure.get("region").textValue(),
                        failure.get("accountId").textValue()),
                Json.text(failure, "message").orElse(CopyFailure.UNEXPLAINED));
    }

    private ObjectNode withToken(ObjectNode request, String kind) {
        return request.deepCopy().put("clientToken", "seed-" + kind + "-" + account.withLock(account::nextSequence));
    }
}
