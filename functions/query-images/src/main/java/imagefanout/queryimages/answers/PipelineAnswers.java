package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.MalformedException;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.Offer;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.VolumeType;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists pipelines and their builds. */
record PipelineAnswers(ImageCatalog catalog) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    /** Limits the reads for one page of a filtered list, which can then have fewer items. */
    private static final int MAX_PIPELINES_READ = 200;

    private static final int MAX_BUILDS_READ = 500;

    /** @param lookedBackTo as in {@link Offer} */
    record ListedPipeline(
            PipelineArn pipelineArn,
            String name,
            Optional<BuildView> newestBuild,
            Optional<BuildView> newestOfferedBuild,
            List<BuildView> heldBuilds,
            Optional<Instant> lookedBackTo,
            List<String> volumeTypes) {
        private static ListedPipeline of(PipelineArn arn, Offer offer) {
            return new ListedPipeline(
                    arn,
                    arn.name(),
                    offer.newest().map(BuildView::of),
                    offer.offered().map(BuildView::of),
                    offer.held().stream().map(BuildView::of).toList(),
                    offer.lookedBackTo(),
                    offer.newest().flatMap(recorded -> recorded.build().recipe()).stream()
                            .flatMap(recipe -> recipe.volumes().stream())
                            .map(Volume::volumeType)
                            .flatMap(Optional::stream)
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    record PipelineBuilds(
            PipelineArn pipelineArn, @JsonUnwrapped PageView<BuildView> page) {}

    PageView<ListedPipeline> list(ApiRequest request) {
        Optional<String> volumeType =
                request.query("volumeType", VolumeType::parse).map(VolumeType::toString);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<PipelineArn> next = request.cursor(parts -> PipelineArn.parse(parts[0]));

        List<ListedPipeline> items = new ArrayList<>();
        int read = 0;
        do {
            ResultPage<PipelineArn, PipelineArn> page = catalog.pipelines(next, limit - items.size());
            page.items().stream()
                    .map(arn -> ListedPipeline.of(arn, Offer.of(catalog, arn)))
                    .filter(item -> volumeType.stream().allMatch(item.volumeTypes()::contains))
                    .forEach(items::add);
            read += page.items().size();
            next = page.next();
        } while (next.isPresent() && items.size() < limit && read < MAX_PIPELINES_READ);
        return new PageView<>(
                items,
                limit,
                next.map(request::cursorTo),
                PageView.oldest(items.stream().flatMap(item -> item.newestBuild().stream()), BuildView::recordedAt));
    }

    PipelineBuilds builds(ApiRequest request) {
        String name = request.path("pipeline", ApiRequest::name);
        Optional<ImageState> state = request.query("state", PipelineAnswers::finishedState);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<BuildPosition> next = request.cursor(parts -> new BuildPosition(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                SemanticVersion.parse(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3]));
        PipelineArn pipeline = find(request, name).arn();

        List<RecordedBuild> builds = new ArrayList<>();
        int pageSize = state.isPresent() ? MAX_LIMIT : limit;
        int read = 0;
        do {
            ResultPage<RecordedBuild, BuildPosition> page = catalog.builds(pipeline, next, pageSize);
            List<RecordedBuild> matching = page.items().stream()
                    .filter(build -> state.isEmpty() || build.build().state() == state.get())
                    .toList();
            int taken = Math.min(matching.size(), limit - builds.size());
            builds.addAll(matching.subList(0, taken));
            read += page.items().size();
            next = taken < matching.size()
                    ? Optional.of(builds.get(builds.size() - 1).build().position())
                    : page.next();
        } while (next.isPresent() && builds.size() < limit && read < MAX_BUILDS_READ);
        return new PipelineBuilds(
                pipeline,
                new PageView<>(
                        builds.stream().map(BuildView::of).toList(),
                        limit,
                        next.map(last -> request.cursorTo(
                                last.createdAt().toEpochMilli(), last.version(), last.build(), last.imageName())),
                        PageView.oldest(builds.stream(), RecordedBuild::recordedAt)));
    }

    private static ImageState finishedState(String text) {
        ImageState state = ImageState.parse(text);
        if (state.isInProgress()) {
            throw new MalformedException("a final state (builds in progress are not recorded)", text);
        }
        return state;
    }

    /** @throws ProblemException when no pipeline has the name, or several have it and the request does not choose one */
    NamedPipeline find(ApiRequest request, String name) {
        Optional<PipelineArn> chosen = request.arn("pipelineArn", PipelineArn::parse, name);
        List<NamedPipeline> named = catalog.pipelinesNamed(name).stream()
                .filter(pipeline -> chosen.stream().allMatch(pipeline.arn()::equals))
                .toList();
        if (named.size() > 1) {
            throw ProblemException.ambiguous(
                    name, "pipelineArn", named.stream().map(NamedPipeline::arn).toList());
        }
        return named.stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No build of the pipeline "
                        + chosen.map(PipelineArn::toString).orElse(name)
                        + " is recorded. GET /v1/pipelines lists the pipelines that have one."));
    }
}
