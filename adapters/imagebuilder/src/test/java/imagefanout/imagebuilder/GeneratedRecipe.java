package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.recipe.VolumeType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Any recipe that CreateImageRecipe accepts, with any of its settings, as raw JSON. */
final class GeneratedRecipe {
    private static final String CHARACTERS = "aZ09 \"\\/'<>&%{}[]:,\t\n\u0001\u007fé߿中\u2028\uFEFF\uD83D\uDE00";
    private static final int[] CODE_POINTS = CHARACTERS.codePoints().toArray();

    private final Random random;

    private GeneratedRecipe(Random random) {
        this.random = random;
    }

    /** The body of a CreateImageRecipe request, version 1.0.0. */
    static ObjectNode of(String name, long seed) {
        return new GeneratedRecipe(new Random(seed)).request(name);
    }

    private ObjectNode request(String name) {
        ObjectNode recipe = JsonNodeFactory.instance.objectNode();
        recipe.put("name", name).put("semanticVersion", "1.0.0").put("clientToken", name);
        recipe.put("parentImage", text(1, 60));
        if (random.nextBoolean()) {
            recipe.put("description", text(1, 100));
        }
        if (random.nextInt(8) > 0) {
            components(recipe.putArray("components"));
        }
        if (random.nextInt(8) > 0) {
            devices(recipe.putArray("blockDeviceMappings"));
        }
        if (random.nextBoolean()) {
            tags(recipe.putObject("tags"));
        }
        if (random.nextBoolean()) {
            recipe.put("workingDirectory", text(1, 60));
        }
        if (random.nextBoolean()) {
            instance(recipe.putObject("additionalInstanceConfiguration"));
        }
        if (random.nextBoolean()) {
            tags(recipe.putObject("amiTags"));
        }
        return recipe;
    }

    private void components(ArrayNode components) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode component = components.addObject();
            component.put(
                    "componentArn",
                    "arn:aws:imagebuilder:us-east-1:aws:component/c%d/1.0.%d/1"
                            .formatted(random.nextInt(3), random.nextInt(3)));
            if (random.nextBoolean()) {
                ArrayNode parameters = component.putArray("parameters");
                for (int j = random.nextInt(3); j >= 0; j--) {
                    ArrayNode values =
                            parameters.addObject().put("name", text(1, 20)).putArray("value");
                    for (int k = random.nextInt(3); k > 0; k--) {
                        values.add(text(0, 40));
                    }
                }
            }
        }
    }

    private void devices(ArrayNode devices) {
        for (int i = random.nextInt(6); i > 0; i--) {
            ObjectNode device = devices.addObject();
            if (random.nextInt(8) > 0) {
                device.put("deviceName", text(1, 20));
            }
            switch (random.nextInt(8)) {
                case 0 -> device.put("virtualName", "ephemeral" + random.nextInt(3));
                case 1 -> device.put("noDevice", "");
                default -> volume(device.putObject("ebs"));
            }
        }
    }

    private void volume(ObjectNode ebs) {
        if (random.nextInt(8) > 0) {
            VolumeType type = VolumeType.values()[random.nextInt(VolumeType.values().length)];
            ebs.put("volumeType", type.toString());
            if (type == VolumeType.IO1 || type == VolumeType.IO2) {
                ebs.put("iops", nearLimit(100, 64_000, 3_000, 16_000));
            } else if (type == VolumeType.GP3) {
                if (random.nextBoolean()) {
                    ebs.put("iops", nearLimit(3_000, 16_000, 3_001, 15_999));
                }
                if (random.nextBoolean()) {
                    ebs.put("throughput", nearLimit(125, 1_000, 126, 999));
                }
            }
        }
        if (random.nextBoolean()) {
            ebs.put("volumeSize", nearLimit(1, 16_000, 2, 15_999));
        }
        if (random.nextBoolean()) {
            ebs.put("encrypted", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            ebs.put("deleteOnTermination", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            ebs.put("kmsKeyId", text(1, 80));
        }
        if (random.nextBoolean()) {
            ebs.put("snapshotId", text(1, 30));
        }
    }

    /** Half of the values are at or next to a limit. */
    private int nearLimit(int min, int max, int edge, int otherEdge) {
        int[] edges = {min, max, edge, otherEdge, edge - 1, otherEdge + 1};
        return random.nextBoolean()
                ? Math.max(min, Math.min(max, edges[random.nextInt(edges.length)]))
                : min + random.nextInt(max - min + 1);
    }

    private void instance(ObjectNode instance) {
        if (random.nextBoolean()) {
            ObjectNode agent = instance.putObject("systemsManagerAgent");
            if (random.nextBoolean()) {
                agent.put("uninstallAfterBuild", random.nextBoolean());
            }
        }
        if (random.nextBoolean()) {
            byte[] script = text(1, 200).getBytes(StandardCharsets.UTF_8);
            instance.put("userDataOverride", Base64.getEncoder().encodeToString(script));
        }
    }

    private void tags(ObjectNode tags) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            tags.put("key " + random.nextInt(50), text(0, 80));
        }
    }

    private String text(int min, int max) {
        int length = min + random.nextInt(max - min + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }
}
