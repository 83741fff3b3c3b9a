package imagefanout.queryimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Json;
import imagefanout.model.answers.Behind;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How the domain's values look in JSON: the service's own words in camelCase, ISO times, null for what is not there. */
final class Show {
    private Show() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode texts(Stream<?> items) {
        ArrayNode array = array();
        items.map(Object::toString).forEach(array::add);
        return array;
    }

    static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    static String text(Optional<?> text) {
        return text.map(Object::toString).orElse(null);
    }

    /** The facts that go with every mention of a build. */
    static ObjectNode mention(RecordedBuild recorded) {
        Build build = recorded.build();
        return object().put("imageArn", build.arn().toString())
                .put("name", build.arn().name())
                .put("version", build.arn().version().toString())
                .put("build", build.arn().build())
                .put("state", build.state().name())
                .put("createdAt", build.createdAt().toString());
    }

    /** One line of a list of builds. */
    static ObjectNode build(RecordedBuild recorded) {
        Build build = recorded.build();
        ObjectNode node = mention(recorded)
                .put("reason", text(build.reason()))
                .put("pipelineArn", text(build.pipeline()))
                .put("type", build.type().name());
        node.set("counts", counts(recorded.counts()));
        node.set("hold", recorded.hold().<JsonNode>map(Show::hold).orElseGet(JsonNodeFactory.instance::nullNode));
        return node.put("recordedAt", recorded.recordedAt().toString());
    }

    /** All of a build, but for its copies. */
    static ObjectNode image(RecordedImage image) {
        Build build = image.recorded().build();
        ObjectNode node = build(image.recorded())
                .put("displayName", build.name())
                .put("platform", text(build.platform()))
                .put("osVersion", text(build.osVersion()))
                .put("distributionConfigurationArn", text(build.distributionConfigurationArn()));
        node.set("recipe", recipe(build.recipe()));
        ArrayNode distributions = node.putArray("distributions");
        image.fanOut().regions().values().stream()
                .flatMap(region -> region.settings().stream())
                .map(Settings::json)
                .map(Json::object)
                .forEach(distributions::add);
        return node;
    }

    static JsonNode recipe(Optional<Recipe> recipe) {
        return recipe.<JsonNode>map(Show::recipe).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static ObjectNode recipe(Recipe recipe) {
        ObjectNode node = object().put("imageRecipeArn", recipe.arn()).put("parentImage", text(recipe.parentImage()));
        ArrayNode volumes = node.putArray("volumes");
        recipe.volumes().stream().map(Show::volume).forEach(volumes::add);
        return node;
    }

    private static ObjectNode volume(Volume volume) {
        return object().put("deviceName", volume.deviceName())
                .put("volumeType", text(volume.volumeType()))
                .put("volumeSize", number(volume.sizeGib()))
                .put("iops", number(volume.iops()))
                .put("throughput", number(volume.throughput()))
                .put("encrypted", volume.encrypted().orElse(null));
    }

    private static Integer number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    static ObjectNode counts(Counts counts) {
        return object().put("expected", counts.expected())
                .put("recorded", counts.recorded())
                .put("missing", counts.missing())
                .put("unexpected", counts.unexpected());
    }

    static ObjectNode hold(Hold hold) {
        return object().put("reason", hold.reason())
                .put("by", hold.by())
                .put("at", hold.at().toString());
    }

    static JsonNode behind(Optional<Behind> behind) {
        return behind.<JsonNode>map(far -> object().put("builds", far.builds())
                        .put("atLeast", far.atLeast())
                        .put("days", far.days().isPresent() ? far.days().getAsLong() : null)
                        .put("imageArn", text(far.has())))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** The oldest of them: nothing that is shown was recorded before. */
    static String oldest(Stream<RecordedBuild> shown) {
        return time(shown.map(RecordedBuild::recordedAt).min(Comparator.naturalOrder()));
    }
}
