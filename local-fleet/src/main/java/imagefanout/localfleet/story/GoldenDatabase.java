package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.ComponentConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.EbsVolumeType;
import software.amazon.awssdk.services.imagebuilder.model.InstanceBlockDeviceMapping;

/** An older recipe, whose data volume moves from io1 to io2. */
final class GoldenDatabase {
    private final ImagebuilderClient imageBuilder;
    private final Invocations functions;
    private final Narrator narrator;

    GoldenDatabase(ImagebuilderClient imageBuilder, Invocations functions, Narrator narrator) {
        this.imageBuilder = imageBuilder;
        this.functions = functions;
        this.narrator = narrator;
    }

    /** Shows the move, makes it, and asks for it once more. */
    void moveToIo2() throws IOException, InterruptedException {
        ObjectNode move = JsonNodeFactory.instance
                .objectNode()
                .put("imageRecipeArn", recipe())
                .put("from", "io1")
                .put("to", "io2");
        show(invoke(move.deepCopy().put("dryRun", true)), "PLANNED");
        show(invoke(move), "CREATED");
        show(invoke(move), "ALREADY_THERE");
    }

    private String recipe() {
        InstanceBlockDeviceMapping data = InstanceBlockDeviceMapping.builder()
                .deviceName("/dev/sdf")
                .ebs(ebs -> ebs.volumeType(EbsVolumeType.IO1)
                        .volumeSize(200)
                        .iops(5_000)
                        .encrypted(true))
                .build();
        return imageBuilder
                .createImageRecipe(r -> r.name("golden-database")
                        .semanticVersion("1.0.0")
                        .parentImage("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x")
                        .components(ComponentConfiguration.builder()
                                .componentArn("arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x")
                                .build())
                        .blockDeviceMappings(data)
                        .tags(Map.of("team", "databases"))
                        .clientToken(GoldenLinux.token()))
                .imageRecipeArn();
    }

    private JsonNode invoke(ObjectNode move) throws IOException, InterruptedException {
        return functions.invoke("UpgradeRecipeFunction", move).at("/recipes/0");
    }

    private void show(JsonNode recipe, String outcome) throws IOException {
        if (!recipe.path("outcome").asText().equals(outcome)) {
            throw new IOException("expected the outcome " + outcome + " of upgrade-recipe, got " + recipe);
        }
        StringJoiner changes = new StringJoiner(", ", ": ", "").setEmptyValue("");
        if (outcome.equals("PLANNED")) {
            for (JsonNode change : recipe.path("patch")) {
                changes.add(change.path("path").asText() + " = " + change.path("value"));
            }
        }
        narrator.line("  " + name(recipe, "imageRecipeArn") + " -> " + name(recipe, "newImageRecipeArn") + "  "
                + outcome + changes);
    }

    /** {@code golden-database/1.0.0}. */
    private static String name(JsonNode recipe, String member) {
        return recipe.path(member).asText().replaceFirst(".*:image-recipe/", "");
    }
}
