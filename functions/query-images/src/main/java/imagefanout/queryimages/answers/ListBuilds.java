package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.MalformedException;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import imagefanout.queryimages.http.ApiRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the builds of a pipeline, newest first. */
record ListBuilds(ImageCatalog catalog, PipelineLookup pipelines) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    /** Number of builds that one page of a filtered list looks at. Such a page may be short. */
    private static final int MAX_READ = 500;

    record PipelineBuilds(
            PipelineArn pipelineArn, @JsonUnwrapped PageView<BuildView> page) {}

    PipelineBuilds answer(ApiRequest request) {
        String name = request.path("pipeline", ApiRequest::name);
        Optional<ImageState> state = request.query("state", ListBuilds::finishedState);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<BuildPosition> next = request.cursor(ListBuilds::position);
        PipelineArn pipeline = pipelines.find(request, name).arn();

        List<RecordedBuild> builds = new ArrayList<>();
        int atOnce = state.isPresent() ? MAX_LIMIT : limit;
        int read = 0;
        do {
            ResultPage<RecordedBuild, BuildPosition> page = catalog.builds(pipeline, next, atOnce);
            List<RecordedBuild> matching = page.items().stream()
                    .filter(build -> state.isEmpty() || build.build().state() == state.get())
                    .toList();
            int taken = Math.min(matching.size(), limit - builds.size());
            builds.addAll(matching.subList(0, taken));
            read += page.items().size();
            next = taken < matching.size()
                    ? Optional.of(builds.get(builds.size() - 1).build().position())
                    : page.next();
        } while (next.isPresent() && builds.size() < limit && read < MAX_READ);

        return new PipelineBuilds(
                pipeline,
                new PageView<>(
                        builds.stream().map(BuildView::of).toList(),
                        limit,
                        next.map(last -> cursorTo(last, request)),
                        PageView.oldest(builds.stream().map(RecordedBuild::recordedAt))));
    }

    private static ImageState finishedState(String text) {
        ImageState state = ImageState.parse(text);
        if (state.isInProgress()) {
            throw new MalformedException("a final state (builds in progress are not recorded)", text);
        }
        return state;
    }

    private static String cursorTo(BuildPosition last, ApiRequest request) {
        return request.cursorTo(last.createdAt().toEpochMilli(), last.version(), last.build(), last.imageName());
    }

    private static BuildPosition position(String[] parts) {
        return new BuildPosition(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                SemanticVersion.parse(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3]);
    }
}
