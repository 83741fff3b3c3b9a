package emulators.imagebuilder.operation.resource;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.imagebuilder.schedule.ScheduledBuilds;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Creates the Create, Get, List, Update, and Delete operations for every kind of resource except images.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class ResourceOperations {

    /**
     * For each kind: the noun in its operation names; the members for its ARN, document, and list; the members in a list entry (empty means all); the filters of its list.
     */
    private static final List<ResourceType> TYPES = List.of(
            type(
                    "COMPONENT Component componentBuildVersionArn component componentVersionList",
                    "name version description platform supportedOsVersions type owner dateCreated",
                    "description name platform type version"),
            type(
                    "IMAGE_RECIPE ImageRecipe imageRecipeArn imageRecipe imageRecipeSummaryList",
                    "arn name platform owner parentImage dateCreated tags",
                    "name parentImage platform"),
            type(
                    "CONTAINER_RECIPE ContainerRecipe containerRecipeArn containerRecipe containerRecipeSummaryList",
                    "arn containerType name platform owner parentImage dateCreated tags",
                    "containerType name parentImage platform"),
            type(
                    "INFRASTRUCTURE_CONFIGURATION InfrastructureConfiguration infrastructureConfigurationArn"
                            + " infrastructureConfiguration infrastructureConfigurationSummaryList",
                    "arn name description dateCreated dateUpdated resourceTags tags instanceTypes instanceProfileName"
                            + " placement",
                    "name"),
            type(
                    "DISTRIBUTION_CONFIGURATION DistributionConfiguration distributionConfigurationArn"
                            + " distributionConfiguration distributionConfigurationSummaryList",
                    "arn name description dateCreated dateUpdated tags",
                    "name"),
            type(
                    "IMAGE_PIPELINE ImagePipeline imagePipelineArn imagePipeline imagePipelineList",
                    "",
                    "description distributionConfigurationArn imageRecipeArn infrastructureConfigurationArn name status"));

    private ResourceOperations() {}

    private static ResourceType type(String names, String summaryMembers, String filters) {
        String[] name = names.split(" ");
        return new ResourceType(
                ResourceKind.valueOf(name[0]),
                name[1],
                name[2],
                name[3],
                name[4],
                words(summaryMembers),
                words(filters));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    public static Stream<Operation> of(Account account, Pages pages, ScheduledBuilds schedules) {
        Map<ResourceKind, ResourceRules> rules = Map.of(
                ResourceKind.COMPONENT, new ComponentRules(),
                ResourceKind.IMAGE_RECIPE, new RecipeRules(account, "AMI"),
                ResourceKind.CONTAINER_RECIPE, new RecipeRules(account, "DOCKER"),
                ResourceKind.INFRASTRUCTURE_CONFIGURATION, new ResourceRules() {},
                ResourceKind.DISTRIBUTION_CONFIGURATION, new DistributionRules(),
                ResourceKind.IMAGE_PIPELINE, new PipelineRules(account, schedules));
        return Stream.concat(
                Stream.of(new ListComponentBuildVersions(account, pages)),
                TYPES.stream().flatMap(type -> of(type, account, pages, rules.get(type.kind()))));
    }

    private static Stream<Operation> of(ResourceType type, Account account, Pages pages, ResourceRules rules) {
        Stream<Operation> all = Stream.of(
                new CreateResource(account, type, rules),
                new GetResource(account, type, rules),
                new ListResources(account, pages, type, rules),
                new DeleteResource(account, type));
        return type.kind().isVersioned()
                ? all
                : Stream.concat(all, Stream.of(new UpdateResource(account, type, rules)));
    }
}
