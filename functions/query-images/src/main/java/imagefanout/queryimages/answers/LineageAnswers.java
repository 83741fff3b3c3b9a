package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the pipeline, or the image without one, that a request names, and lists its builds. */
record LineageAnswers(AnswerSources sources) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_BUILDS_READ = 500;

    /** The ARN of a pipeline, or of an image without one. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record LineageReference(Optional<Lineage> pipelineArn, Optional<Lineage> imageArn) {
        static LineageReference of(Lineage lineage) {
            return new LineageReference(
                    Optional.of(lineage).filter(PipelineArn.class::isInstance),
                    Optional.of(lineage).filter(ImageArn.class::isInstance));
        }
    }

    record LineageBuilds(
            @JsonUnwrapped LineageReference lineage,
            @JsonUnwrapped PageView<BuildView> page) {}

    LineageBuilds builds(ApiRequest request) {
        Optional<ImageState> state = request.query("state", ImageState::parse);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<BuildPosition> next = request.cursor(LineageAnswers::position);
        Lineage lineage = find(request).arn();

        List<BuildView> items = new ArrayList<>();
        int pageSize = state.isPresent() ? MAX_LIMIT : limit;
        int read = 0;
        do {
            ResultPage<RecordedBuild, BuildPosition> page = sources.catalog().builds(lineage, next, pageSize);
            List<RecordedBuild> matching = page.items().stream()
                    .filter(build -> state.isEmpty() || build.build().state() == state.get())
                    .toList();
            ResultPage<RecordedBuild, BuildPosition> taken = ResultPage.first(
                    matching, limit - items.size(), build -> build.build().position());
            taken.items().stream().map(BuildView::of).forEach(items::add);
            read += page.items().size();
            next = taken.next().or(page::next);
        } while (next.isPresent() && items.size() < limit && read < MAX_BUILDS_READ);
        Optional<String> nextCursor = next.map(last ->
                request.cursorTo(last.createdAt().toEpochMilli(), last.version(), last.build(), last.imageName()));
        return new LineageBuilds(
                LineageReference.of(lineage),
                new PageView<>(items, limit, nextCursor, PageView.oldest(items.stream(), BuildView::recordedAt)));
    }

    private static BuildPosition position(String[] parts) {
        return new BuildPosition(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                SemanticVersion.parse(parts[1]),
                new BuildNumber(parts[2]),
                parts[3]);
    }

    /**
     * The pipeline or image in the request's path.
     *
     * @throws ProblemException when none has the name, or several have it and the request does not choose one
     */
    NamedLineage find(ApiRequest request) {
        return request.hasPath("pipeline")
                ? pipeline(request, request.path("pipeline", ApiRequest::name))
                : image(request, request.path("name", ApiRequest::name));
    }

    /** @throws ProblemException as {@link #find} */
    NamedLineage pipeline(ApiRequest request, String name) {
        Optional<PipelineArn> chosen = request.arn("pipelineArn", PipelineArn::parse, name);
        List<NamedLineage> named = sources.catalog().pipelinesNamed(name).stream()
                .filter(pipeline -> chosen.isEmpty() || pipeline.arn().equals(chosen.get()))
                .toList();
        return ApiRequest.only(named, name, "pipelineArn", NamedLineage::arn)
                .orElseThrow(() -> ProblemException.notFound("No build of the pipeline "
                        + chosen.map(PipelineArn::toString).orElse(name)
                        + " is recorded. GET /v1/pipelines lists the pipelines that have one."));
    }

    /** @throws ProblemException as {@link #find} */
    NamedLineage image(ApiRequest request, String name) {
        Optional<ImageArn> chosen = request.arn("imageArn", ImageArn::parse, name);
        List<NamedLineage> named = sources.catalog().imagesNamed(name).stream()
                .filter(image -> chosen.isEmpty() || image.equals(chosen.get()))
                .filter(image -> !sources.catalog()
                        .builds(image, Optional.empty(), 1)
                        .items()
                        .isEmpty())
                .map(image -> new NamedLineage(image, sources.catalog().openedTo(image)))
                .toList();
        return ApiRequest.only(named, name, "imageArn", NamedLineage::arn)
                .orElseThrow(() -> ProblemException.notFound("No build of the image "
                        + chosen.map(ImageArn::toString).orElse(name)
                        + " without a pipeline is recorded. GET /v1/images lists the images that have one,"
                        + " GET /v1/pipelines the pipelines."));
    }
}
