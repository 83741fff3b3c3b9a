package emulators.imagebuilder.operation.resource;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.imagebuilder.schedule.ScheduledBuilds;
import java.util.List;
import java.util.stream.Stream;

/**
 * Create, Get, List, Update and Delete of every kind of resource besides images.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class ResourceOperations {

    private ResourceOperations() {}

    public static Stream<Operation> of(Account account, Pages pages, ScheduledBuilds schedules) {
        List<ResourceType> types = types(account, schedules);
        return Stream.of(
                        types.stream().map(type -> new CreateResource(account, type)),
                        types.stream().map(type -> new GetResource(account, type)),
                        types.stream().map(type -> new ListResources(account, pages, type)),
                        types.stream()
                                .filter(type -> !type.kind().isVersioned())
                                .map(type -> new UpdateResource(account, type)),
                        types.stream().map(type -> new DeleteResource(account, type)),
                        Stream.of(new ListComponentBuildVersions(account, pages)))
                .flatMap(operations -> operations);
    }

    private static List<ResourceType> types(Account account, ScheduledBuilds schedules) {
        return List.of(
                new ResourceType(
                        ResourceKind.COMPONENT,
                        "Component",
                        "componentBuildVersionArn",
                        "component",
                        "componentVersionList",
                        List.of(
                                "name",
                                "version",
                                "description",
                                "platform",
                                "supportedOsVersions",
                                "type",
                                "owner",
                                "dateCreated"),
                        List.of("description", "name", "platform", "type", "version"),
                        new ComponentRules()),
                new ResourceType(
                        ResourceKind.IMAGE_RECIPE,
                        "ImageRecipe",
                        "imageRecipeArn",
                        "imageRecipe",
                        "imageRecipeSummaryList",
                        List.of("arn", "name", "platform", "owner", "parentImage", "dateCreated", "tags"),
                        List.of("name", "parentImage", "platform"),
                        new RecipeRules(account, "AMI")),
                new ResourceType(
                        ResourceKind.CONTAINER_RECIPE,
                        "ContainerRecipe",
                        "containerRecipeArn",
                        "containerRecipe",
                        "containerRecipeSummaryList",
                        List.of(
                                "arn",
                                "containerType",
                                "name",
                                "platform",
                                "owner",
                                "parentImage",
                                "dateCreated",
                                "tags"),
                        List.of("containerType", "name", "parentImage", "platform"),
                        new RecipeRules(account, "DOCKER")),
                new ResourceType(
                        ResourceKind.INFRASTRUCTURE_CONFIGURATION,
                        "InfrastructureConfiguration",
                        "infrastructureConfigurationArn",
                        "infrastructureConfiguration",
                        "infrastructureConfigurationSummaryList",
                        List.of(
                                "arn",
                                "name",
                                "description",
                                "dateCreated",
                                "dateUpdated",
                                "resourceTags",
                                "tags",
                                "instanceTypes",
                                "instanceProfileName",
                                "placement"),
                        List.of("name"),
                        new ResourceRules() {}),
                new ResourceType(
                        ResourceKind.DISTRIBUTION_CONFIGURATION,
                        "DistributionConfiguration",
                        "distributionConfigurationArn",
                        "distributionConfiguration",
                        "distributionConfigurationSummaryList",
                        List.of("arn", "name", "description", "dateCreated", "dateUpdated", "tags"),
                        List.of("name"),
                        new DistributionRules()),
                new ResourceType(
                        ResourceKind.IMAGE_PIPELINE,
                        "ImagePipeline",
                        "imagePipelineArn",
                        "imagePipeline",
                        "imagePipelineList",
                        List.of(),
                        List.of(
                                "description",
                                "distributionConfigurationArn",
                                "imageRecipeArn",
                                "infrastructureConfigurationArn",
                                "name",
                                "status"),
                        new PipelineRules(account, schedules)));
    }
}
