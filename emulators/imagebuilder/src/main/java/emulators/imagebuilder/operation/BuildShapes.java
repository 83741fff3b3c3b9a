package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.CONTAINER_RECIPE_ARN;
import static emulators.imagebuilder.operation.CommonShapes.DISTRIBUTION_ARN;
import static emulators.imagebuilder.operation.CommonShapes.IMAGE_RECIPE_ARN;
import static emulators.imagebuilder.operation.CommonShapes.INFRASTRUCTURE_ARN;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY_TEXTS;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static emulators.imagebuilder.operation.CommonShapes.WORKFLOW_ARN;
import static emulators.imagebuilder.shape.Text.oneOf;

import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Shape;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;

/** What a pipeline and a build of one's own have in common. */
final class BuildShapes {

    private static final Structure WORKFLOW = Structure.empty()
            .requires("workflowArn", WORKFLOW_ARN)
            .allows(
                    "parameters",
                    ListOf.atLeastOne(Structure.empty()
                            .requires("name", Text.of(1, 128).pattern("[^\\x00]+"))
                            .requires("value", ListOf.any(Text.matching("[^\\x00]*")))))
            .allows("parallelGroup", Text.of(1, 100).pattern("[A-Za-z0-9][A-Za-z0-9_+#-]*"))
            .allows("onFailure", oneOf("CONTINUE", "ABORT"));

    private static final Structure SCANNING = Structure.empty()
            .allows("imageScanningEnabled", new Flag())
            .allows("imageScanningTypes", ListOf.upTo(1, oneOf("TEST_INSTANCE_CVE", "ON_DEMAND_AMI_CVE")))
            .allows(
                    "scanResultCondition",
                    Structure.empty()
                            .requires("maximumSeverityLabel", oneOf("INFORMATIONAL", "LOW", "MEDIUM", "HIGH"))
                            .allows("fixAvailable", new Flag()))
            .allows(
                    "ecrConfiguration",
                    Structure.empty().allows("repositoryName", NON_EMPTY).allows("containerTags", NON_EMPTY_TEXTS));

    static final Shape LOG_GROUP = Text.of(1, 512).pattern("[a-zA-Z0-9_./-]+");

    static final Structure BUILD = Structure.empty()
            .allows("imageRecipeArn", IMAGE_RECIPE_ARN)
            .allows("containerRecipeArn", CONTAINER_RECIPE_ARN)
            .requires("infrastructureConfigurationArn", INFRASTRUCTURE_ARN)
            .allows("distributionConfigurationArn", DISTRIBUTION_ARN)
            .allows(
                    "imageTestsConfiguration",
                    Structure.empty()
                            .allows("imageTestsEnabled", new Flag())
                            .allows("timeoutMinutes", Whole.between(60, 1440)))
            .allows("enhancedImageMetadataEnabled", new Flag())
            .allows("tags", TAGS)
            .requires("clientToken", CLIENT_TOKEN)
            .allows("imageScanningConfiguration", SCANNING)
            .allows("workflows", ListOf.any(WORKFLOW))
            .allows(
                    "executionRole",
                    Text.of(1, 2048).pattern("(?:arn:aws(?:-[a-z]+)*:iam::[0-9]{12}:role/)?[a-zA-Z_0-9+=,.@/-]+"));

    private BuildShapes() {}
}
