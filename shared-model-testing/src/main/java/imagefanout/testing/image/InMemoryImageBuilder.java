package imagefanout.testing.image;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.ListedPipeline;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.StalePageException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Image Builder as tests set it up. Its lists are in the order of the ARNs. */
public final class InMemoryImageBuilder implements ImageBuilder, ImageListing {
    private static final int PAGE = 25;

    private final SortedMap<ImageBuildArn, DescribedImage> images = new ConcurrentSkipListMap<>();
    private final Set<ImageBuildArn> unlisted = ConcurrentHashMap.newKeySet();
    private final Set<ImageBuildArn> unlistedAmongAll = ConcurrentHashMap.newKeySet();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<PipelineArn> pipelinesWithoutImages = ConcurrentHashMap.newKeySet();
    private final Set<PipelineArn> deletedPipelines = ConcurrentHashMap.newKeySet();
    private final Map<PipelineArn, Instant> ranAt = new ConcurrentHashMap<>();
    private volatile boolean refusesAllBuilds;

    /** The image and, if it has one, its pipeline. */
    public void put(DescribedImage image) {
        images.put(image.build().arn(), image);
    }

    public void put(PipelineArn pipeline) {
        pipelinesWithoutImages.add(pipeline);
    }

    /** From now on, GetImage and the lists do not know the image. */
    public void remove(ImageBuildArn arn) {
        images.remove(arn);
    }

    /** Lists omit the image, as they may for two minutes after its creation; GetImage knows it. */
    public void unlist(ImageBuildArn arn) {
        unlisted.add(arn);
    }

    /** Only the list of all builds omits the image. */
    public void unlistAmongAll(ImageBuildArn arn) {
        unlistedAmongAll.add(arn);
    }

    /** Every page of builds has a build that cannot be read. */
    public void unreadable(String what) {
        unreadable.add(what);
    }

    /** Deletes the pipeline but not its images. */
    public void remove(PipelineArn pipeline) {
        pipelinesWithoutImages.remove(pipeline);
        deletedPipelines.add(pipeline);
    }

    /** From now on, the list of all builds is refused, as where Image Builder requires an image version. */
    public void refuseAllBuilds() {
        refusesAllBuilds = true;
    }

    /** The pipeline began to make a build. */
    public void ran(PipelineArn pipeline, Instant at) {
        ranAt.put(pipeline, at);
    }

    @Override
    public DescribedImage describe(ImageBuildArn arn) {
        return Optional.ofNullable(images.get(arn))
                .orElseThrow(() -> new UnknownResourceException(arn, new IllegalStateException("no such image")));
    }

    @Override
    public ResultPage<ListedPipeline, PageToken> pipelines(Region region, Optional<PageToken> from) {
        Stream<PipelineArn> all =
                pipelines().filter(pipeline -> pipeline.region().equals(region));
        ResultPage<PipelineArn, PageToken> page = page(all.distinct().sorted().toList(), from, PAGE);
        return new ResultPage<>(page.items().stream().map(this::listed).toList(), page.next());
    }

    private ListedPipeline listed(PipelineArn pipeline) {
        Optional<Instant> lastRun = Optional.ofNullable(ranAt.get(pipeline));
        return new ListedPipeline(pipeline, Digest.of("pipeline").add(lastRun).end(), lastRun);
    }

    @Override
    public ListedBuilds allBuilds(Region region, Optional<PageToken> from, int size) {
        if (refusesAllBuilds) {
            throw new ImageBuilderException("imageVersionArn is missing", null);
        }
        return builds(
                listed(image -> image.arn().region().equals(region) && !unlistedAmongAll.contains(image.arn())),
                from,
                size);
    }

    @Override
    public ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from) {
        Stream<ImageVersionArn> all = listed(image -> image.arn().region().equals(region))
                .map(image -> image.arn().imageVersion());
        return page(all.distinct().sorted().toList(), from, PAGE);
    }

    @Override
    public ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size) {
        if (pipelines().noneMatch(pipeline::equals)) {
            throw new UnknownResourceException(pipeline, new IllegalStateException("no such pipeline"));
        }
        return builds(listed(image -> image.pipeline().filter(pipeline::equals).isPresent()), from, size);
    }

    @Override
    public ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size) {
        return builds(listed(image -> image.arn().imageVersion().equals(version)), from, size);
    }

    private ListedBuilds builds(Stream<Build> builds, Optional<PageToken> from, int size) {
        ResultPage<ImageSummary, PageToken> page =
                page(builds.map(build -> summary(build.arn())).toList(), from, size);
        return new ListedBuilds(page.items(), List.copyOf(unreadable), page.next());
    }

    private ImageSummary summary(ImageBuildArn arn) {
        DescribedImage image = images.get(arn);
        return new ImageSummary(
                arn,
                image.build().state(),
                image.build().reason(),
                image.build().createdAt(),
                image.outputs());
    }

    private Stream<PipelineArn> pipelines() {
        Stream<PipelineArn> ofImages = images.values().stream().flatMap(image -> image.build().pipeline().stream());
        return Stream.concat(pipelinesWithoutImages.stream(), ofImages)
                .filter(pipeline -> !deletedPipelines.contains(pipeline));
    }

    private Stream<Build> listed(Predicate<Build> which) {
        return images.values().stream()
                .map(DescribedImage::build)
                .filter(build -> !unlisted.contains(build.arn()))
                .filter(which);
    }

    private static <T> ResultPage<T, PageToken> page(List<T> all, Optional<PageToken> from, int size) {
        Function<PageToken, Integer> position = token -> {
            if (!token.value().matches("[0-9]{1,6}")) {
                throw new StalePageException(token.value(), new IllegalStateException("no such page"));
            }
            return Math.min(Integer.parseInt(token.value()), all.size());
        };
        int first = from.map(position).orElse(0);
        int end = Math.min(first + size, all.size());
        Optional<PageToken> next =
                end == all.size() ? Optional.empty() : Optional.of(new PageToken(Integer.toString(end)));
        return new ResultPage<>(all.subList(first, end), next);
    }
}
