package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The builds of a pipeline, newest first. */
final class ListBuilds implements Operation {
    private static final int USUAL = 25;
    private static final int MOST = 100;
    /** So many builds are looked at for one page of one state, which may then be short. */
    private static final int MOST_LOOKED_AT = 500;

    private final ImageCatalog catalog;
    private final Pipelines pipelines;

    ListBuilds(ImageCatalog catalog, Pipelines pipelines) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.pipelines = requireNonNull(pipelines, "pipelines");
    }

    @Override
    public Answer answer(Call call) {
        String name = call.path("pipeline", Call::name);
        Optional<ImageState> state = call.query("state", ListBuilds::finishedState);
        int limit = call.limit(USUAL, MOST);
        Optional<BuildPosition> next = call.cursor(Positions::parse);
        NamedPipeline pipeline = pipelines.find(call, name);

        List<RecordedBuild> builds = new ArrayList<>();
        int atOnce = state.isPresent() ? MOST : limit;
        int lookedAt = 0;
        do {
            ResultPage<RecordedBuild, BuildPosition> page = catalog.builds(pipeline.arn(), next, atOnce);
            List<RecordedBuild> matching = page.items().stream()
                    .filter(build -> state.isEmpty() || build.build().state() == state.get())
                    .toList();
            int taken = Math.min(matching.size(), limit - builds.size());
            builds.addAll(matching.subList(0, taken));
            lookedAt += page.items().size();
            next = taken < matching.size()
                    ? Optional.of(builds.get(builds.size() - 1).build().position())
                    : page.next();
        } while (next.isPresent() && builds.size() < limit && lookedAt < MOST_LOOKED_AT);

        ObjectNode body = Show.object().put("pipelineArn", pipeline.arn().toString());
        ArrayNode items = body.putArray("items");
        builds.stream().map(Show::build).forEach(items::add);
        body.put("limit", limit)
                .put(
                        "nextCursor",
                        next.map(place -> call.cursorTo(Positions.text(place))).orElse(null))
                .put("recordedAt", Show.oldest(builds.stream()));
        return new Answer.Data(body);
    }

    private static ImageState finishedState(String text) {
        ImageState state = ImageState.parse(text);
        if (state.isInProgress()) {
            throw new MalformedException("a state that is recorded: builds still under way are not", text);
        }
        return state;
    }
}
