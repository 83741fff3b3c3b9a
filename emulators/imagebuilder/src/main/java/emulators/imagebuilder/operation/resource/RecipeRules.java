package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resource;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Locale;

/**
 * Rules for image and container recipes. Does not check whether parent images and components exist.
 *
 * @param output AMI or DOCKER
 */
record RecipeRules(Account account, String output) implements ResourceRules {

    RecipeRules {
        requireNonNull(account, "account");
        requireNonNull(output, "output");
    }

    private boolean isContainer() {
        return output.equals("DOCKER");
    }

    @Override
    public void check(ObjectNode input) {
        VolumeRules.check("", input);
        VolumeRules.check("instanceConfiguration.", input.path("instanceConfiguration"));
    }

    @Override
    public void complete(ObjectNode document) {
        String parentImage = document.get("parentImage").textValue();
        document.put("platform", Json.text(document, "platformOverride").orElseGet(() -> platform(parentImage)));
        if (isContainer()) {
            document.put("encrypted", true);
            document.remove(List.of("platformOverride", "imageOsVersionOverride", "dockerfileTemplateUri"));
        } else {
            document.put("type", output);
        }
    }

    /** Returns the platform of a known image, or a guess from the name of an unknown one. */
    private String platform(String parentImage) {
        return account.findImage(parentImage).map(Image::platform).orElseGet(() -> guessed(parentImage));
    }

    private static String guessed(String parentImage) {
        String name = parentImage.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            return "Windows";
        }
        return name.contains("macos") ? "macOS" : "Linux";
    }

    @Override
    public void summarize(Resource recipe, ObjectNode summary) {
        Json.text(recipe.document().path("instanceConfiguration"), "image")
                .ifPresent(image -> summary.put("instanceImage", image));
    }
}
