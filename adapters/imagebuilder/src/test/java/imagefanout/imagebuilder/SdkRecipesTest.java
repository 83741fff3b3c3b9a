package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.RecipeUpgrade;
import imagefanout.model.recipe.RecipeUpgrade.Outcome;
import imagefanout.model.recipe.Recipes;
import imagefanout.model.recipe.UpgradeRecipe;
import imagefanout.model.recipe.UpgradeRefusedException;
import imagefanout.model.recipe.VolumeMove;
import imagefanout.model.recipe.VolumeType;
import imagefanout.testing.recipe.RecipesContract;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkRecipesTest extends RecipesContract {
    private static final RecipeArn ARN =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final VolumeMove IO1_TO_IO2 = new VolumeMove(VolumeType.IO1, VolumeType.IO2);

    private final EmulatorFixture service = new EmulatorFixture();
    private final Recipes recipes = new SdkRecipes(service.clients(), Deadline.none());
    private int tokens;

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected Recipes recipes() {
        return recipes;
    }

    @Override
    protected void given(RecipeArn arn, String description, Volume... devices) {
        ObjectNode recipe = CanonicalJson.MAPPER.createObjectNode();
        recipe.put("name", arn.name())
                .put("description", description)
                .put("semanticVersion", arn.version().toString())
                .put("parentImage", "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x");
        ArrayNode mappings = recipe.putArray("blockDeviceMappings");
        for (Volume device : devices) {
            ObjectNode ebs =
                    mappings.addObject().put("deviceName", device.deviceName()).putObject("ebs");
            device.volumeType().ifPresent(type -> ebs.put("volumeType", type));
            device.sizeGib().ifPresent(size -> ebs.put("volumeSize", size));
            device.iops().ifPresent(iops -> ebs.put("iops", iops));
            device.throughput().ifPresent(throughput -> ebs.put("throughput", throughput));
            device.encrypted().ifPresent(encrypted -> ebs.put("encrypted", encrypted));
        }
        create(recipe);
    }

    @Test
    void findsTheVersionsOfARecipeWhoseNameDiffersFromItsArn() {
        create(json("""
                {"name":"Golden Linux","semanticVersion":"1.0.0","parentImage":"ami-00000001","components":[
                 {"componentArn":"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}],
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":100}}]}
                """));

        RecipeUpgrade first = new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());
        RecipeUpgrade second =
                new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

        assertThat(first.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(second.recipe().arn()).isEqualTo(ARN);
        assertThat(second.successor().orElseThrow().arn())
                .isEqualTo(RecipeArn.parse(ARN.toString().replace("1.0.0", "1.0.1")));
    }

    @Test
    void keepsTheWholeRecipeOnTheWire() {
        create(json("""
                {"name":"golden-linux","description":"Ünïcode \\" \\\\ \\u0001 😀","semanticVersion":"1.0.0",
                 "parentImage":"ssm:/golden/parent","workingDirectory":"/tmp",
                 "components":[{"componentArn":"arn:aws:imagebuilder:us-east-1:123456789012:component/c/1.0.0/1",
                   "parameters":[{"name":"p","value":["a","a",""]},{"name":"q","value":[]}]},
                  {"componentArn":"arn:aws:imagebuilder:us-east-1:123456789012:component/c/1.0.0/1"}],
                 "blockDeviceMappings":[
                  {"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":4000,"volumeSize":100,"encrypted":true,
                   "kmsKeyId":"alias/k","snapshotId":"snap-1","deleteOnTermination":false}},
                  {"deviceName":"/dev/sdb","virtualName":"ephemeral0"},{"deviceName":"/dev/sdc","noDevice":""},
                  {"deviceName":"/dev/sdd","ebs":{}}],
                 "additionalInstanceConfiguration":{"systemsManagerAgent":{"uninstallAfterBuild":false},
                  "userDataOverride":"IyEvYmluL2Jhc2g="},
                 "tags":{"team":"os","empty":""},"amiTags":{"z":"1","a":"2"}}
                """));

        new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

        ObjectNode before = service.recipe(ARN.toString());
        ObjectNode after = service.recipe(ARN.toString().replace("1.0.0", "1.0.1"));
        ((ObjectNode) before.at("/blockDeviceMappings/0/ebs")).put("volumeType", "io2");
        before.put("version", "1.0.1").put("arn", after.get("arn").textValue());
        assertThat(CanonicalJson.of(after)).isEqualTo(CanonicalJson.of(before));
    }

    @Test
    void namesTheSettingsThatANewVersionWouldLose() {
        create(json("""
                {"name":"golden-linux","semanticVersion":"1.0.0","parentImage":"ami-00000001","future":{"a":1},
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":100,"colour":"red"}}]}
                """));

        assertThatThrownBy(
                        () -> new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty()))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessageContaining("would lose settings")
                .hasMessageEndingWith("/blockDeviceMappings/0/ebs/colour, /future");
        assertThat(recipes.versions(recipes.recipe(ARN))).containsExactly(ARN.version());
    }

    @Test
    void omitsReservedTagsAndNulls() {
        try (ScriptedService scripted = new ScriptedService(ScriptedService.ok("""
                {"imageRecipe":{"arn":"%s","name":"golden-linux","version":"1.0.0","description":null,
                 "parentImage":"ami-00000001","owner":"123456789012","components":[null],
                 "tags":{"aws:cloudformation:stack-name":"s"},"amiTags":{"aws:x":"kept: it is refused or it is there"}}}
                """.formatted(ARN)));
                ImageBuilderClients clients = new ImageBuilderClients(Optional.of(scripted.endpoint()))) {
            assertThat(new SdkRecipes(clients, Deadline.none())
                            .recipe(ARN)
                            .settings()
                            .json())
                    .isEqualTo("{\"amiTags\":{\"aws:x\":\"kept: it is refused or it is there\"},"
                            + "\"name\":\"golden-linux\",\"parentImage\":\"ami-00000001\"}");
        }
    }

    /** The service has started to add members since the old version was created. */
    @Test
    void ignoresSettingsThatTheServiceAdds() {
        String old = """
                {"imageRecipe":{"arn":"%s","name":"golden-linux","version":"1.0.0","parentImage":"ami-00000001",
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":100}}]}}
                """.formatted(ARN);
        String listed = "{\"imageRecipeSummaryList\":[{\"arn\":\"%s\"}]}".formatted(ARN);
        RecipeArn next = ARN.at(ARN.version().nextPatch());
        String made = """
                {"imageRecipe":{"arn":"%s","name":"golden-linux","version":"1.0.1","parentImage":"ami-00000001",
                 "type":"AMI","platform":"Linux","owner":"123456789012","status":"AVAILABLE","tags":{},
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io2","iops":100,"tier":"x"}}]}}
                """.formatted(next);
        String both = listed.replace("[", "[{\"arn\":\"%s\"},".formatted(next));
        try (ScriptedService scripted = new ScriptedService(
                        ScriptedService.ok(old),
                        ScriptedService.ok(listed),
                        ScriptedService.ok("{\"imageRecipeArn\":\"%s\"}".formatted(next)),
                        ScriptedService.ok(made),
                        ScriptedService.ok(old),
                        ScriptedService.ok(both),
                        ScriptedService.ok(made));
                ImageBuilderClients clients = new ImageBuilderClients(Optional.of(scripted.endpoint()))) {
            UpgradeRecipe upgradeRecipe = new UpgradeRecipe(new SdkRecipes(clients, Deadline.none()));

            RecipeUpgrade first = upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());
            RecipeUpgrade second = upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

            assertThat(first.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_THERE);
            assertThat(second.recipe().arn()).isEqualTo(ARN);
            assertThat(second.successor().orElseThrow().arn()).isEqualTo(next);
        }
    }

    @Test
    void makesOneVersionOfARecipeThatIsOlderThanSomeOfItsMembers() {
        service.seed("""
                {"imageRecipes":[{"name":"golden-linux","semanticVersion":"1.0.0","parentImage":"ami-00000001","components":[
                 {"componentArn":"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}],
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":100}}],
                 "lacks":["type","platform","owner"]}]}
                """);

        RecipeUpgrade first = new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());
        RecipeUpgrade second =
                new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

        assertThat(service.recipe(ARN.toString()).has("owner")).isFalse();
        assertThat(first.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(recipes.versions(recipes.recipe(ARN))).hasSize(2);
    }

    @Test
    void doesNotAcceptAnExistingVersionWithMoreSettings() {
        create(json("""
                {"name":"golden-linux","semanticVersion":"1.0.0","parentImage":"ami-00000001",
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1","iops":100}}]}
                """));
        create(json("""
                {"name":"golden-linux","semanticVersion":"1.0.1","parentImage":"ami-00000001","workingDirectory":"/tmp",
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io2","iops":100}}]}
                """));

        new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

        assertThat(recipes.versions(recipes.recipe(ARN))).hasSize(3);
    }

    @Test
    void asksTheServiceForTheNewestVersionThatWildcardsMatch() {
        given(ARN, "golden", volume("/dev/xvda", "io1", 100));
        given(ARN.at(new SemanticVersion(1, 0, 10)), "golden", volume("/dev/xvda", "io1", 200));
        given(ARN.at(new SemanticVersion(2, 0, 0)), "golden", volume("/dev/xvda", "io1", 300));
        String wildcards = ARN.toString().replace("1.0.0", "1.0.x");

        assertThat(recipes.newest(RecipeReference.parse(wildcards)).arn().version())
                .isEqualTo(new SemanticVersion(1, 0, 10));
        assertThatThrownBy(() -> recipes.newest(RecipeReference.parse(wildcards.replace("1.0.x", "3.x.x"))))
                .isInstanceOf(UnknownResourceException.class)
                .hasMessageContaining("3.x.x");
    }

    @Test
    void namesTheRejectedOperation() {
        given(ARN, "golden", volume("/dev/xvda", "io1", 100));
        service.fault(
                "{\"kind\":\"CALL_REFUSED\",\"operation\":\"CreateImageRecipe\",\"error\":\"ForbiddenException\"}");

        assertThatThrownBy(
                        () -> new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty()))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageStartingWith(
                        "CreateImageRecipe of " + ARN.at(ARN.version().nextPatch()))
                .hasMessageContaining("ForbiddenException");
        assertThat(recipes.versions(recipes.recipe(ARN))).containsExactly(ARN.version());
    }

    @Test
    void createsOneVersionWhenTheAnswerIsLost() {
        given(ARN, "golden", volume("/dev/xvda", "io1", 100));
        service.fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"CreateImageRecipe\",\"nth\":1}");

        RecipeUpgrade upgrade =
                new UpgradeRecipe(recipes).upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.empty());

        assertThat(upgrade.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(recipes.versions(recipes.recipe(ARN))).hasSize(2);
    }

    @Test
    void separatesTheAnswersOfParallelCalls() {
        List<RecipeArn> arns = IntStream.range(0, 10)
                .mapToObj(patch -> ARN.at(new SemanticVersion(1, 0, patch)))
                .toList();
        arns.forEach(arn -> given(arn, "recipe " + arn.version(), volume("/dev/xvda", "io1", 100)));

        List<String> descriptions = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> recipes.recipe(arns.get(i % 10)).settings().json())
                .toList();

        assertThat(IntStream.range(0, 200).allMatch(i -> descriptions.get(i).contains("\"recipe 1.0." + i % 10 + "\"")))
                .isTrue();
    }

    private void create(ObjectNode recipe) {
        service.put("CreateImageRecipe", recipe.put("clientToken", "token-" + tokens++));
    }

    private static ObjectNode json(String text) {
        JsonNode json = CanonicalJson.parse(text);
        return (ObjectNode) json;
    }
}
