package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.image.CreateImage;
import emulators.imagebuilder.operation.image.StartImagePipelineExecution;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The initial contents of an emulator. A seed file contains one list of create requests per kind of resource, and finished builds. All entries pass the same checks as requests. Its builds publish no messages.
 */
final class Seed {

    private static final Structure FINISHED = Structure.empty()
            .allows("dateCreated", StringShape.any())
            .allows("status", StringShape.oneOf("CANCELLED", "DEPRECATED", "DISABLED", "DELETED"))
            .allows("build", StringShape.matching("0*[1-9][0-9]{0,8}"))
            .allows("answer", Structure.empty())
            .allows(
                    "copyFailures",
                    ListShape.any(Structure.empty()
                            .requires("region", StringShape.of(1, 1024))
                            .requires("accountId", StringShape.matching("[0-9]{12}"))
                            .allows("message", StringShape.of(1, 1024))));

    private static final String IMAGES = "images";
    private static final String LACKS = "lacks";
    private static final Structure LACKING =
            Structure.empty().allows(LACKS, ListShape.any(StringShape.oneOf("owner", "platform", "type")));

    /** The create operations for the entries of a seed, in call order. */
    private static final Map<String, String> CREATIONS = creations();

    private final Account account;
    private final Builds builds;
    private final RegionalAccount place;
    private final StartImagePipelineExecution ofPipeline;
    private final CreateImage ofRecipe;

    Seed(RegionalAccount place) {
        this.place = requireNonNull(place, "place");
        this.account = place.account();
        this.builds = place.builds();
        this.ofPipeline = new StartImagePipelineExecution(account, builds);
        this.ofRecipe = new CreateImage(account, builds);
    }

    private static Map<String, String> creations() {
        Map<String, String> creations = new LinkedHashMap<>();
        creations.put("components", "CreateComponent");
        creations.put("imageRecipes", "CreateImageRecipe");
        creations.put("containerRecipes", "CreateContainerRecipe");
        creations.put("infrastructureConfigurations", "CreateInfrastructureConfiguration");
        creations.put("distributionConfigurations", "CreateDistributionConfiguration");
        creations.put("imagePipelines", "CreateImagePipeline");
        return Collections.unmodifiableMap(creations);
    }

    /** Loads the file: components and recipes first, builds last, each list in order. */
    void load(Path file) throws InvalidSeedException {
        try {
            load(file.toString(), Json.objectIn(Files.readAllBytes(file)));
        } catch (InvalidValueException e) {
            throw new InvalidSeedException(file.toString(), e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidSeedException(file.toString(), "The file cannot be read.", e);
        }
    }

    /** Loads parsed seed contents. */
    void load(String name, ObjectNode seed) throws InvalidSeedException {
        try {
            check(seed);
        } catch (InvalidValueException e) {
            throw new InvalidSeedException(name, e.getMessage(), e);
        }
        CREATIONS.forEach((kind, operation) -> load(name, seed, kind, request -> create(request, operation)));
        load(name, seed, IMAGES, this::finishBuild);
    }

    /** Creates a resource without the members in {@code lacks}, like a resource that is older than these members. */
    private void create(ObjectNode entry, String operation) {
        LACKING.check(entry);
        ObjectNode request = withToken(entry, operation);
        List<String> lacking =
                Json.elements(entry, LACKS).stream().map(JsonNode::textValue).toList();
        request.remove(LACKS);
        ObjectNode answer = place.dispatcher().call(place.operations().get(operation), request, "seed");
        if (!lacking.isEmpty()) {
            account.withLock(() -> remove(lacking, answer));
        }
    }

    private Resource remove(List<String> members, ObjectNode answer) {
        for (ResourceKind kind : ResourceKind.values()) {
            Resources resources = account.resources(kind);
            for (JsonNode arn : answer) {
                Optional<Resource> created = resources.find(arn.asText());
                if (created.isPresent()) {
                    ObjectNode document = created.get().document().deepCopy();
                    document.remove(members);
                    return resources.replace(arn.asText(), document);
                }
            }
        }
        throw new IllegalStateException("nothing was created: " + answer);
    }

    private static void check(ObjectNode seed) {
        for (String kind : seed.properties().stream().map(Map.Entry::getKey).toList()) {
            if (!CREATIONS.containsKey(kind) && !kind.equals(IMAGES)) {
                throw InvalidValueException.at(kind, "A seed may have " + CREATIONS.keySet() + " and images.");
            }
            anyList().check(kind, seed.get(kind));
        }
    }

    private static Shape anyList() {
        return ListShape.any(Structure.empty());
    }

    private interface Loader {
        void load(ObjectNode entry);
    }

    private static void load(String file, ObjectNode seed, String kind, Loader loader) {
        List<JsonNode> entries = Json.elements(seed, kind);
        for (int i = 0; i < entries.size(); i++) {
            try {
                loader.load((ObjectNode) entries.get(i));
            } catch (InvalidValueException | ServiceException | DateTimeException e) {
                throw new InvalidSeedException(file + ": " + kind + "[" + i + "]", e.getMessage(), e);
            }
        }
    }

    /** Adds a finished build of a pipeline, or of a recipe and its configurations. */
    private void finishBuild(ObjectNode entry) {
        FINISHED.check(entry);
        Instant created = Json.text(entry, "dateCreated").map(Instant::parse).orElseGet(account::now);
        List<CopyFailure> failures =
                Json.elements(entry, "copyFailures").stream().map(Seed::failure).toList();
        ObjectNode request = withToken(entry, "image");
        request.remove(List.copyOf(FINISHED.names()));
        Supplier<BuildInputs> inputs = () -> {
            BuildInputs found = inputs(request);
            Json.text(entry, "build").ifPresent(build -> found.settings().put(BuildInputs.BUILD, build));
            found.settings().set(BuildInputs.ANSWER, entry.path("answer"));
            return found;
        };
        account.withLock(() -> {
            if (Json.text(entry, "status").filter("CANCELLED"::equals).isPresent()) {
                return builds.cancelled(inputs.get(), created);
            }
            Image image = builds.finished(inputs.get(), created, failures);
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
