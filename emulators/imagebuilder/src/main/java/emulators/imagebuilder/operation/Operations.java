package emulators.imagebuilder.operation;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import java.util.List;

/** Every operation that the emulator knows. */
public final class Operations {

    private final List<Operation> all;

    public Operations(Account account, Builds builds, Pages pages) {
        this.all = List.of(
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
                new UpdateDistributionConfiguration(account));
    }

    /** The operation that a request means; the path is that of the URL, still encoded. */
    public Operation find(String method, String path) throws Refusal {
        return all.stream()
                .filter(operation -> operation.route().matches(method, path))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ServiceError.UNKNOWN_OPERATION,
                        "This emulator does not know the operation " + named(method, path) + "."));
    }

    /** The name by which the service's documentation knows the operation, and the request that asked for it. */
    private static String named(String method, String path) {
        String request = method + " " + path;
        if (!path.startsWith(Route.TAGS)) {
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
