package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.MovePipelines;
import imagefanout.model.recipe.PassableRoles;
import imagefanout.model.recipe.PipelineMove;
import imagefanout.model.recipe.PipelineOutcome;
import imagefanout.model.recipe.RecipePipeline;
import imagefanout.model.recipe.RecipePipelines;
import imagefanout.testing.recipe.RecipePipelinesContract;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkRecipePipelinesTest extends RecipePipelinesContract {
    private static final RecipeArn OLD =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final RecipeArn NEW = OLD.at(new SemanticVersion(1, 0, 1));
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");

    private final EmulatorFixture service = new EmulatorFixture();
    private final RecipePipelines pipelines = new SdkRecipePipelines(service.clients(), Deadline.none());
    private final Set<String> created = new HashSet<>();
    private int tokens;

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected RecipePipelines pipelines() {
        return pipelines;
    }

    @Override
    protected void given(PipelineArn arn, String recipe) {
        givenWhatPipelinesName(recipe.replace("x.x.x", "1.0.0"));
        create("CreateImagePipeline", """
                {"name":"%s","imageRecipeArn":"%s","infrastructureConfigurationArn":"%s"}
                """.formatted(arn.name(), recipe, infrastructure()));
    }

    private void givenWhatPipelinesName(String recipe) {
        if (created.add("infrastructure")) {
            create("CreateInfrastructureConfiguration", """
                    {"name":"builders","instanceProfileName":"profile"}
                    """);
            create("CreateDistributionConfiguration", """
                    {"name":"everywhere","distributions":[{"region":"us-east-1","amiDistributionConfiguration":{"name":
                     "golden {{ imagebuilder:buildDate }}"}}]}
                    """);
        }
        if (created.add(recipe)) {
            create("CreateImageRecipe", """
                    {"name":"golden-linux","semanticVersion":"%s","parentImage":"ami-00000001","components":[
                     {"componentArn":"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}]}
                    """.formatted(recipe.substring(recipe.lastIndexOf('/') + 1)));
        }
    }

    private static String infrastructure() {
        return "arn:aws:imagebuilder:us-east-1:123456789012:infrastructure-configuration/builders";
    }

    private void create(String operation, String json) {
        ObjectNode body = (ObjectNode) CanonicalJson.parse(json);
        service.put(operation, body.put("clientToken", "token-" + tokens++));
    }

    /** Every setting that an update accepts. */
    private void givenWithEverySetting(String more) {
        givenWhatPipelinesName(OLD.toString());
        givenWhatPipelinesName(NEW.toString());
        create("CreateImagePipeline", """
                {"name":"golden-linux","description":"Ünïcode \\"q\\"","imageRecipeArn":"%s",
                 "infrastructureConfigurationArn":"%s",
                 "distributionConfigurationArn":"arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere",
                 "imageTestsConfiguration":{"imageTestsEnabled":false,"timeoutMinutes":60},
                 "enhancedImageMetadataEnabled":false,"status":"DISABLED",
                 "schedule":{"scheduleExpression":"cron(0 5 * * ? *)","timezone":"Europe/Berlin",
                  "pipelineExecutionStartCondition":"EXPRESSION_MATCH_ONLY","autoDisablePolicy":{"failureCount":3}},
                 "imageScanningConfiguration":{"imageScanningEnabled":true,
                  "ecrConfiguration":{"repositoryName":"scans","containerTags":["b","a"]}},
                 "workflows":[{"workflowArn":"arn:aws:imagebuilder:us-east-1:aws:workflow/test/test-image/x.x.x",
                  "parameters":[{"name":"waitForActionAtEnd","value":["true"]},{"name":"none","value":[]}],
                  "parallelGroup":"g","onFailure":"CONTINUE"}],
                 "executionRole":"arn:aws:iam::123456789012:role/golden",
                 "loggingConfiguration":{"imageLogGroupName":"/image","pipelineLogGroupName":"/pipeline"},
                 "tags":{"team":"os"}%s}
                """.formatted(OLD, infrastructure(), more));
    }

    @Test
    void keepsEverySettingOnTheWire() {
        givenWithEverySetting("");
        ObjectNode before = service.pipeline(PIPELINE.toString());

        List<PipelineMove> moves = move("arn:aws:iam::123456789012:role/golden");

        assertThat(moves).containsExactly(new PipelineMove(PIPELINE, PipelineOutcome.UPDATED, ""));
        ObjectNode after = service.pipeline(PIPELINE.toString());
        assertThat(after.get("imageRecipeArn").textValue()).isEqualTo(NEW.toString());
        List<String> changing = List.of("imageRecipeArn", "dateUpdated");
        assertThat(CanonicalJson.of(after.remove(changing))).isEqualTo(CanonicalJson.of(before.remove(changing)));
        assertThat(after.at("/tags/team").textValue()).isEqualTo("os");
    }

    @Test
    void skipsAPipelineWhoseExecutionRoleItMayNotPass() {
        givenWithEverySetting("");

        List<PipelineMove> moves = move("arn:aws:iam::123456789012:role/other");

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(PipelineOutcome.SKIPPED);
        assertThat(pipelines.pipeline(PIPELINE).recipe()).isEqualTo(OLD.toString());
    }

    @Test
    void skipsAPipelineWithSettingsThatTheSdkDoesNotKnowAndNamesThem() {
        givenWithEverySetting(",\"imageTags\":{\"a\":\"b\"},\"future\":{\"c\":1}");

        List<PipelineMove> moves = move("arn:aws:iam::123456789012:role/golden");

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(PipelineOutcome.SKIPPED);
        assertThat(moves.get(0).reason()).contains("/future, /imageTags");
        assertThat(pipelines.pipeline(PIPELINE).recipe()).isEqualTo(OLD.toString());
    }

    @Test
    void doesNotSendEmptySettings() {
        String answer = """
                {"imagePipeline":{"arn":"%s","name":"golden-linux","imageRecipeArn":"%s","platform":"Linux","workflows":[],
                 "infrastructureConfigurationArn":"%s","description":null,"schedule":{"timezone":null},"tags":{},
                 "imageScanningConfiguration":{"ecrConfiguration":{"containerTags":[]}},"imageTags":{},
                 "dateCreated":"2026-01-01T00:00:00Z","consecutiveFailures":0}}
                """.formatted(PIPELINE, OLD, infrastructure());
        try (ScriptedService scripted = new ScriptedService(ScriptedService.ok(answer));
                ImageBuilderClients clients = new ImageBuilderClients(Optional.of(scripted.endpoint()))) {
            RecipePipeline pipeline = new SdkRecipePipelines(clients, Deadline.none()).pipeline(PIPELINE);

            assertThat(pipeline.settings().json())
                    .isEqualTo("{\"infrastructureConfigurationArn\":\"%s\"}".formatted(infrastructure()));
            assertThat(pipeline.unknownSettings()).isEmpty();
        }
    }

    @Test
    void movesThePipelineOnceWhenTheAnswerIsLost() {
        givenWithEverySetting("");
        service.fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"UpdateImagePipeline\",\"nth\":1}");

        List<PipelineMove> moves = move("arn:aws:iam::123456789012:role/golden");

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(PipelineOutcome.UPDATED);
    }

    @Test
    void namesTheRejectedOperation() {
        givenWithEverySetting("");
        service.fault(
                "{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateImagePipeline\",\"error\":\"ForbiddenException\"}");

        List<PipelineMove> moves = move("arn:aws:iam::123456789012:role/golden");

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(PipelineOutcome.FAILED);
        assertThat(moves.get(0).reason()).contains("UpdateImagePipeline of " + PIPELINE, "ForbiddenException");
    }

    private List<PipelineMove> move(String passableRole) {
        return new MovePipelines(pipelines, PassableRoles.parse(passableRole)).move(OLD, NEW);
    }
}
