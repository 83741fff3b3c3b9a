package imagefanout.queryimages.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.answers.NewestBuilds;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Recipe;
import imagefanout.model.recipe.VolumeType;
import imagefanout.queryimages.http.ApiRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the pipelines with their newest build. */
record ListPipelines(ImageCatalog catalog) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    /** Number of pipelines that one page of a filtered list looks at. Such a page may be short. */
    private static final int MAX_READ = 200;

    record PipelineView(
            PipelineArn pipelineArn,
            String name,
            Optional<BuildView> newestBuild,
            Optional<BuildView> newestOfferedBuild,
            List<String> volumeTypes) {
        private static PipelineView of(PipelineArn arn, NewestBuilds.Newest newest) {
            Stream<Recipe> recipes = newest.recorded().stream().flatMap(recorded -> recorded.build().recipe().stream());
            return new PipelineView(
                    arn,
                    arn.name(),
                    newest.recorded().map(BuildView::of),
                    newest.offered().map(BuildView::of),
                    recipes.flatMap(recipe -> recipe.volumes().stream())
                            .flatMap(volume -> volume.volumeType().stream())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    PageView<PipelineView> answer(ApiRequest request) {
        Optional<VolumeType> volumeType = request.query("volumeType", VolumeType::parse);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<PipelineArn> next = request.cursor(parts -> PipelineArn.parse(parts[0]));

        NewestBuilds newestBuilds = new NewestBuilds(catalog);
        List<PipelineView> items = new ArrayList<>();
        int read = 0;
        do {
            ResultPage<PipelineArn, PipelineArn> page = catalog.pipelines(next, limit - items.size());
            page.items().stream()
                    .map(arn -> PipelineView.of(arn, newestBuilds.of(arn)))
                    .filter(pipeline -> volumeType.isEmpty()
                            || pipeline.volumeTypes().contains(volumeType.get().toString()))
                    .forEach(items::add);
            read += page.items().size();
            next = page.next();
        } while (next.isPresent() && items.size() < limit && read < MAX_READ);

        Optional<Instant> oldest = PageView.oldest(items.stream()
                .flatMap(pipeline -> pipeline.newestBuild().stream())
                .map(BuildView::recordedAt));
        return new PageView<>(items, limit, next.map(request::cursorTo), oldest);
    }
}
