package imagefanout.upgraderecipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.JsonPatch;
import imagefanout.lambda.DirectInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.MovePipelines;
import imagefanout.model.recipe.PassableRoles;
import imagefanout.model.recipe.RecipePipeline;
import imagefanout.model.recipe.UpgradeRecipe;
import imagefanout.model.recipe.UpgradeRefusedException;
import imagefanout.testing.recipe.InMemoryRecipePipelines;
import imagefanout.testing.recipe.InMemoryRecipes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeRecipeHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecipeArn ARN =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final RecipeArn NEXT = ARN.at(new SemanticVersion(1, 0, 1));
    private static final RecipeArn OTHER =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/other/2.0.0");

    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");

    private final InMemoryRecipes recipes = new InMemoryRecipes();
    private final InMemoryRecipePipelines pipelines = new InMemoryRecipePipelines();
    private final UpgradeRecipeHandler handler = new UpgradeRecipeHandler(
            deadline -> new Upgrades(new UpgradeRecipe(recipes), new MovePipelines(pipelines, PassableRoles.none())));

    @Test
    void createsANewVersionAndShowsTheDifference() throws IOException {
        recipes.put(ARN, "golden", volume("gp2"), volume("io1", 1000));

        JsonNode answer = invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2'}".formatted(ARN));

        assertThat(answer).isEqualTo(json("""
                {'recipes':[{'imageRecipeArn':'%s','outcome':'CREATED','newImageRecipeArn':'%s','patch':[
                  {'op':'replace','path':'/blockDeviceMappings/1/ebs/volumeType','value':'io2'},
                  {'op':'replace','path':'/version','value':'1.0.1'}],'pipelines':[]}]}
                """.formatted(ARN, NEXT)));
        assertThat(recipes.all()).containsExactly(ARN, NEXT);
    }

    @Test
    void showsTheDifferenceInADryRunWithoutCreatingAVersion() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000), volume("io1", 5000));

        JsonNode answer = invoke("{'imageRecipeArn':'%s','from':'io1','to':'gp3','dryRun':true}".formatted(ARN));

        assertThat(answer).isEqualTo(json("""
                {'recipes':[{'imageRecipeArn':'%s','outcome':'PLANNED','newImageRecipeArn':'%s','patch':[
                  {'op':'replace','path':'/blockDeviceMappings/0/ebs/iops','value':3000},
                  {'op':'replace','path':'/blockDeviceMappings/0/ebs/volumeType','value':'gp3'},
                  {'op':'add','path':'/blockDeviceMappings/0/ebs/throughput','value':250},
                  {'op':'replace','path':'/blockDeviceMappings/1/ebs/volumeType','value':'gp3'},
                  {'op':'add','path':'/blockDeviceMappings/1/ebs/throughput','value':500},
                  {'op':'replace','path':'/version','value':'1.0.1'}],'pipelines':[]}]}
                """.formatted(ARN, NEXT)));
        assertThat(recipes.all()).containsExactly(ARN);
    }

    @Test
    void showsAPatchThatTurnsTheOldVersionIntoTheNew() throws IOException {
        recipes.put(ARN, "golden", slow(), volume("gp2"), slow(), slow());

        JsonNode answer = invoke("{'imageRecipeArn':'%s','from':'io1','to':'gp2'}".formatted(ARN));

        JsonNode patch = answer.at("/recipes/0/patch");
        JsonNode before = JSON.readTree(recipes.recipe(ARN).settings().json());
        JsonNode after = JSON.readTree(recipes.recipe(NEXT).settings().json());
        JsonNode patched = JsonPatch.apply(
                patch, ((com.fasterxml.jackson.databind.node.ObjectNode) before.deepCopy()).put("version", "1.0.0"));
        assertThat(patched)
                .isEqualTo(((com.fasterxml.jackson.databind.node.ObjectNode) after.deepCopy()).put("version", "1.0.1"));
        assertThat(patch.findValuesAsText("op")).contains("remove").doesNotContain("move", "copy");
    }

    @Test
    void createsTheRequestedVersion() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));

        invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2','semanticVersion':'2026.11.0'}".formatted(ARN));

        assertThat(recipes.all()).containsExactly(ARN, ARN.at(new SemanticVersion(2026, 11, 0)));
    }

    @Test
    void upgradesTheNewestVersionAndNamesIt() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(NEXT, "golden", volume("io1", 2000));
        String wildcards = ARN.toString().replace("1.0.0", "1.0.x");

        JsonNode created = invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2'}".formatted(wildcards));
        JsonNode again = invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2'}".formatted(wildcards));

        assertThat(created.at("/recipes/0/imageRecipeArn").asText()).isEqualTo(wildcards);
        assertThat(created.at("/recipes/0/outcome").asText()).isEqualTo("CREATED");
        assertThat(created.at("/recipes/0/oldImageRecipeArn").asText()).isEqualTo(NEXT.toString());
        assertThat(created.at("/recipes/0/newImageRecipeArn").asText()).endsWith("/1.0.2");
        assertThat(again.at("/recipes/0/outcome").asText()).isEqualTo("ALREADY_THERE");
        assertThat(again.at("/recipes/0/oldImageRecipeArn").asText()).isEqualTo(NEXT.toString());
        assertThat(recipes.all()).hasSize(3);
    }

    @Test
    void namesThePipelinesThatStillBuildTheOldVersion() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        pipelines.put(PIPELINE, ARN.toString());
        String event = "{'imageRecipeArn':'%s','from':'io1','to':'io2'%s}";

        JsonNode planned = invoke(event.formatted(ARN, ",'dryRun':true"));
        JsonNode created = invoke(event.formatted(ARN, ""));
        JsonNode there = invoke(event.formatted(ARN, ""));

        JsonNode named = json("[{'imagePipelineArn':'%s','outcome':'ON_OLD_VERSION'}]".formatted(PIPELINE));
        assertThat(planned.at("/recipes/0/pipelines")).isEqualTo(named);
        assertThat(created.at("/recipes/0/pipelines")).isEqualTo(named);
        assertThat(there.at("/recipes/0/pipelines")).isEqualTo(named);
        assertThat(pipelines.pipeline(PIPELINE).recipe()).isEqualTo(ARN.toString());
    }

    @Test
    void movesThePipelinesOnRequest() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        pipelines.put(PIPELINE, ARN.toString());
        String event = "{'imageRecipeArn':'%s','from':'io1','to':'io2','updatePipelines':true%s}";

        JsonNode planned = invoke(event.formatted(ARN, ",'dryRun':true"));
        String recipeAfterPlan = pipelines.pipeline(PIPELINE).recipe();
        JsonNode moved = invoke(event.formatted(ARN, ""));
        JsonNode again = invoke(event.formatted(ARN, ""));

        assertThat(planned.at("/recipes/0/pipelines/0/outcome").asText()).isEqualTo("PLANNED");
        assertThat(recipeAfterPlan).isEqualTo(ARN.toString());
        assertThat(moved.at("/recipes/0/pipelines/0/outcome").asText()).isEqualTo("UPDATED");
        assertThat(pipelines.pipeline(PIPELINE).recipe()).isEqualTo(NEXT.toString());
        assertThat(again.at("/recipes/0/outcome").asText()).isEqualTo("ALREADY_THERE");
        assertThat(again.at("/recipes/0/pipelines")).isEmpty();
    }

    @Test
    void movesPipelinesAfterAnEarlierRequestWithWildcards() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        pipelines.put(PIPELINE, ARN.toString());
        String event = "{'imageRecipeArn':'%s','from':'io1','to':'io2'%s}";
        String wildcards = ARN.toString().replace("1.0.0", "x.x.x");
        invoke(event.formatted(wildcards, ""));

        JsonNode answer = invoke(event.formatted(wildcards, ",'updatePipelines':true"));

        assertThat(answer.at("/recipes/0/outcome").asText()).isEqualTo("ALREADY_THERE");
        assertThat(answer.at("/recipes/0/pipelines/0/outcome").asText()).isEqualTo("UPDATED");
        assertThat(pipelines.pipeline(PIPELINE).recipe()).isEqualTo(NEXT.toString());
    }

    @Test
    void explainsWhyAPipelineIsSkipped() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        pipelines.put(new RecipePipeline(
                PIPELINE, ARN.toString(), Optional.of("golden"), new Settings("{}"), new TreeSet<>()));

        JsonNode answer =
                invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2','updatePipelines':true}".formatted(ARN));

        assertThat(answer.at("/recipes/0/outcome").asText()).isEqualTo("CREATED");
        assertThat(answer.at("/recipes/0/pipelines/0/outcome").asText()).isEqualTo("SKIPPED");
        assertThat(answer.at("/recipes/0/pipelines/0/reason").asText()).contains("golden", "PipelineRoleArns");
    }

    @Test
    void namesTheExistingVersion() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        String event = "{'imageRecipeArn':'%s','from':'io1','to':'io2'}".formatted(ARN);
        invoke(event);

        JsonNode answer = invoke(event);

        assertThat(answer)
                .isEqualTo(json(
                        "{'recipes':[{'imageRecipeArn':'%s','outcome':'ALREADY_THERE','newImageRecipeArn':'%s','pipelines':[]}]}"
                                .formatted(ARN, NEXT)));
    }

    @Test
    void succeedsWhenThereIsNothingToChange() throws IOException {
        recipes.put(ARN, "golden", volume("gp2"));

        JsonNode answer = invoke("{'imageRecipeArn':'%s','from':'io1','to':'io2'}".formatted(ARN));

        assertThat(answer)
                .isEqualTo(json("{'recipes':[{'imageRecipeArn':'%s','outcome':'NOTHING_TO_CHANGE'}]}".formatted(ARN)));
    }

    @Test
    void failsWhenTheSingleRecipeIsRefused() {
        recipes.put(ARN, "golden", volume("gp2"));

        assertThatThrownBy(() -> invoke("{'imageRecipeArn':'%s','from':'gp2','to':'st1'}".formatted(ARN)))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessage(ARN
                        + " was not upgraded: /dev/xvda cannot move from gp2 to st1: it needs 40 GiB, but for st1 EBS"
                        + " takes at least 125");
        assertThatThrownBy(() -> invoke("{'imageRecipeArn':'%s','from':'gp2','to':'gp3'}".formatted(OTHER)))
                .hasMessageContaining("does not know " + OTHER);
        assertThat(recipes.all()).containsExactly(ARN);
    }

    @Test
    void upgradesTheOthersWhenOneOfAListIsRefused() throws IOException {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(OTHER, "other", volume("io1", 20_001));

        JsonNode answer = invoke("""
                {'imageRecipeArns':['%s','arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/c/1.0.0',7,
                 '%s','%s','%s'],'from':'io1','to':'gp3'}
                """.formatted(OTHER, OTHER.at(new SemanticVersion(9, 9, 9)), ARN, ARN));

        assertThat(answer.get("recipes").findValuesAsText("outcome"))
                .containsExactly("REFUSED", "REFUSED", "REFUSED", "FAILED", "CREATED");
        assertThat(answer.at("/recipes/0/reason").asText()).contains("EBS takes at most 500 per GiB");
        assertThat(answer.at("/recipes/1/reason").asText()).contains("container recipe");
        assertThat(answer.at("/recipes/3/reason").asText()).contains("does not know");
        assertThat(recipes.all()).containsExactly(ARN, NEXT, OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'from':'io1','to':'io2'}",
                "{'imageRecipeArn':'ARN','to':'io2'}",
                "{'imageRecipeArn':'ARN','from':'io1'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io3'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io1'}",
                "{'imageRecipeArn':'ARN','from':'IO1','to':'io2'}",
                "{'imageRecipeArn':'ARN','from':1,'to':'io2'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','dryrun':true}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','dryRun':'true'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','dryRun':null}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','semanticVersion':'1.0.x'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','semanticVersion':'2'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','to':'gp3'}",
                "{'imageRecipeArn':['ARN'],'from':'io1','to':'io2'}",
                "{'imageRecipeArn':'ARN','imageRecipeArns':['ARN'],'from':'io1','to':'io2'}",
                "{'imageRecipeArns':'ARN','from':'io1','to':'io2'}",
                "{'imageRecipeArns':[],'from':'io1','to':'io2'}",
                "{'imageRecipeArn':'arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/x.0.0','from':'io1','to':'io2'}",
                "{'imageRecipeArn':'ARN','from':'io1','to':'io2','updatePipelines':'true'}",
                "{'imageRecipeArn':'arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/golden-linux/1.0.0','from':'io1','to':'io2'}",
            })
    void rejectsAnInvalidRequest(String event) {
        recipes.put(ARN, "golden", volume("io1", 1000));

        assertThatThrownBy(() -> invoke(event.replace("ARN", ARN.toString()))).isInstanceOf(MalformedException.class);
        assertThat(recipes.all()).containsExactly(ARN);
    }

    private JsonNode invoke(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] bytes = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        handler.handleRequest(
                new ByteArrayInputStream(bytes),
                answer,
                new DirectInvocation("UpgradeRecipeFunction", "test", Deadline.none()));
        return JSON.readTree(answer.toByteArray());
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** A volume with the lowest IOPS of gp2. */
    private static Volume slow() {
        return new Volume(
                "/dev/xvdf",
                Optional.of("io1"),
                OptionalInt.of(500),
                OptionalInt.of(100),
                OptionalInt.empty(),
                Optional.of(true));
    }

    private static Volume volume(String type) {
        return volume(type, OptionalInt.empty());
    }

    private static Volume volume(String type, int iops) {
        return volume(type, OptionalInt.of(iops));
    }

    private static Volume volume(String type, OptionalInt iops) {
        return new Volume(
                "/dev/xvda", Optional.of(type), OptionalInt.of(40), iops, OptionalInt.empty(), Optional.of(true));
    }
}
