package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.NewestBuilds;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Recipe;
import imagefanout.model.recipe.VolumeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pipelines with their newest build. */
final class ListPipelines implements Operation {
    private static final int USUAL = 25;
    private static final int MOST = 100;
    /** So many pipelines are looked at for one page of a filtered list, which may then be short. */
    private static final int MOST_LOOKED_AT = 200;

    private final ImageCatalog catalog;
    private final NewestBuilds newestBuilds;

    ListPipelines(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.newestBuilds = new NewestBuilds(catalog);
    }

    @Override
    public Answer answer(Call call) {
        Optional<VolumeType> volumeType = call.query("volumeType", VolumeType::parse);
        int limit = call.limit(USUAL, MOST);
        Optional<PipelineArn> next = call.cursor(PipelineArn::parse);

        ArrayNode items = Show.array();
        List<RecordedBuild> shown = new ArrayList<>();
        int lookedAt = 0;
        do {
            ResultPage<PipelineArn, PipelineArn> page = catalog.pipelines(next, limit - items.size());
            for (PipelineArn pipeline : page.items()) {
                NewestBuilds.Newest newest = newestBuilds.of(pipeline);
                if (volumeType.isEmpty() || hasVolume(newest, volumeType.get())) {
                    items.add(shown(pipeline, newest));
                    newest.recorded().ifPresent(shown::add);
                }
            }
            lookedAt += page.items().size();
            next = page.next();
        } while (next.isPresent() && items.size() < limit && lookedAt < MOST_LOOKED_AT);

        ObjectNode body = Show.object();
        body.set("items", items);
        body.put("limit", limit)
                .put(
                        "nextCursor",
                        next.map(arn -> call.cursorTo(arn.toString())).orElse(null))
                .put("recordedAt", Show.oldest(shown.stream()));
        return new Answer.Data(body);
    }

    private static boolean hasVolume(NewestBuilds.Newest newest, VolumeType type) {
        return newest.recorded().flatMap(recorded -> recorded.build().recipe()).map(Recipe::volumes).stream()
                .flatMap(List::stream)
                .anyMatch(volume -> volume.volumeType().equals(Optional.of(type.toString())));
    }

    private static ObjectNode shown(PipelineArn pipeline, NewestBuilds.Newest newest) {
        ObjectNode node = Show.object().put("pipelineArn", pipeline.toString()).put("name", pipeline.name());
        node.set("newestBuild", orNull(newest.recorded()));
        node.set("newestOfferedBuild", orNull(newest.offered()));
        node.set(
                "volumeTypes",
                Show.texts(
                        newest.recorded().flatMap(recorded -> recorded.build().recipe()).map(Recipe::volumes).stream()
                                .flatMap(List::stream)
                                .flatMap(volume -> volume.volumeType().stream())
                                .distinct()
                                .sorted()));
        return node;
    }

    private static JsonNode orNull(Optional<RecordedBuild> build) {
        return build.<JsonNode>map(Show::build).orElseGet(JsonNodeFactory.instance::nullNode);
    }
}
