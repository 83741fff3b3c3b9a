package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.imagebuilder.operation.Route;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.operation.configuration.CreateDistributionConfiguration;
import emulators.imagebuilder.operation.configuration.CreateInfrastructureConfiguration;
import emulators.imagebuilder.operation.configuration.GetDistributionConfiguration;
import emulators.imagebuilder.operation.configuration.ListDistributionConfigurations;
import emulators.imagebuilder.operation.configuration.UpdateDistributionConfiguration;
import emulators.imagebuilder.operation.image.CancelImageCreation;
import emulators.imagebuilder.operation.image.CreateImage;
import emulators.imagebuilder.operation.image.GetImage;
import emulators.imagebuilder.operation.image.ListImageBuildVersions;
import emulators.imagebuilder.operation.image.ListImages;
import emulators.imagebuilder.operation.image.RetryImage;
import emulators.imagebuilder.operation.pipeline.CreateImagePipeline;
import emulators.imagebuilder.operation.pipeline.GetImagePipeline;
import emulators.imagebuilder.operation.pipeline.ListImagePipelineImages;
import emulators.imagebuilder.operation.pipeline.ListImagePipelines;
import emulators.imagebuilder.operation.pipeline.StartImagePipelineExecution;
import emulators.imagebuilder.operation.recipe.CreateImageRecipe;
import emulators.imagebuilder.operation.recipe.GetImageRecipe;
import emulators.imagebuilder.operation.recipe.ListImageRecipes;
import emulators.imagebuilder.operation.tag.TagResource;
import emulators.wire.EmulatedService;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.RestJson;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Image Builder as the wire layer sees it: every operation that the emulator has, and where requests name it. */
final class ImageBuilderService implements EmulatedService {

    /** Twice what the largest distribution configuration takes: 1,536 accounts in each of 40 Regions, in two lists. */
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private static final Protocol PROTOCOL = new RestJson(
            ServiceError.INVALID_REQUEST.type(), ServiceError.INVALID_REQUEST.type(), ServiceError.SERVICE.type());

    private static final String TAGS = "/tags/";

    private final Map<String, Operation> operations;
    private final Dispatcher dispatcher;

    ImageBuilderService(Account account, Builds builds, Pages pages, Dispatcher dispatcher) {
        this.dispatcher = requireNonNull(dispatcher, "dispatcher");
        this.operations = Stream.of(
                        new CancelImageCreation(account, builds),
                        new CreateDistributionConfiguration(account),
                        new CreateImage(account, builds),
                        new CreateImagePipeline(account),
                        new CreateImageRecipe(account),
                        new CreateInfrastructureConfiguration(account),
                        new GetDistributionConfiguration(account),
                        new GetImage(account),
                        new GetImagePipeline(account),
                        new GetImageRecipe(account),
                        new ListDistributionConfigurations(account, pages),
                        new ListImageBuildVersions(account, pages),
                        new ListImagePipelineImages(account, pages),
                        new ListImagePipelines(account, pages),
                        new ListImageRecipes(account, pages),
                        new ListImages(account, pages),
                        new RetryImage(account, builds),
                        new StartImagePipelineExecution(account, builds),
                        new TagResource(account, builds),
                        new UpdateDistributionConfiguration(account))
                .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
    }

    @Override
    public Protocol protocol() {
        return PROTOCOL;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public String operation(WireRequest request) throws ServiceException {
        return ApiModel.find(request.method(), request.path())
                .map(Route::operation)
                .orElseThrow(() -> ServiceError.UNKNOWN_OPERATION.exception(
                        "This emulator does not know the operation " + named(request.method(), request.path()) + "."));
    }

    @Override
    public JsonNode call(String name, WireRequest request, String requestId) throws ServiceException {
        Operation operation = operations.get(name);
        ObjectNode input;
        try {
            input = input(ApiModel.route(name), request);
        } catch (InvalidValueException e) {
            throw operation.invalidInput().exception(e.getMessage());
        }
        return dispatcher.call(operation, input, requestId);
    }

    private static ObjectNode input(Route route, WireRequest request) throws InvalidValueException {
        ObjectNode input = route.isQuery() ? request.queryParameters() : request.json();
        if (route.endsInArn()) {
            input.put("resourceArn", request.pathAfter(route.path()));
        }
        return input;
    }

    /** The name by which the service's documentation has the operation, and the request. */
    private static String named(String method, String path) {
        String request = method + " " + path;
        if (!path.startsWith(TAGS)) {
            return path.substring(Math.min(1, path.length())) + " (" + request + ")";
        }
        switch (method) {
            case "GET":
                return "ListTagsForResource (" + request + ")";
            case "DELETE":
                return "UntagResource (" + request + ")";
            default:
                return request;
        }
    }
}
