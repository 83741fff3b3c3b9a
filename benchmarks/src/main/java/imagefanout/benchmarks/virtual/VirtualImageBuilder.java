package imagefanout.benchmarks.virtual;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.ListedPipeline;
import imagefanout.model.listing.PageToken;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Image Builder in virtual time: each call takes 50 ms, calls beyond a rate are throttled, and some fail. Lists are newest first, 25
 * to a page.
 */
final class VirtualImageBuilder implements ImageBuilder, ImageListing {
    private static final Duration CALL = Duration.ofMillis(50);
    private static final int PAGE = 25;

    private final VirtualTime time;
    private final double callsPerSecond;
    private final int failsOneIn;
    private final Map<ImageBuildArn, DescribedImage> images = new HashMap<>();
    private final Map<PipelineArn, List<DescribedImage>> pipelines = new LinkedHashMap<>();
    private final Map<ImageVersionArn, List<DescribedImage>> versions = new LinkedHashMap<>();
    private final Map<PipelineArn, Instant> ranAt = new HashMap<>();
    private final List<DescribedImage> all = new ArrayList<>();
    private final Set<ImageBuildArn> refused = new HashSet<>();
    private double tokens = 1;
    private Instant filledAt;
    private Instant busyUntil = Instant.MIN;
    private final Map<Lineage, Integer> failed = new HashMap<>();
    private final Random random = new Random(18);
    private int lists;
    private int descriptions;

    /**
     * @param callsPerSecond the rate beyond which calls are throttled
     * @param failsOneIn one of this many calls fails, at random, after the SDK has sent it again; 0 for none
     */
    VirtualImageBuilder(VirtualTime time, double callsPerSecond, int failsOneIn) {
        this.time = time;
        this.callsPerSecond = callsPerSecond;
        this.failsOneIn = failsOneIn;
        this.filledAt = time.instant();
    }

    static PipelineArn pipeline(int number) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/pipeline-" + number);
    }

    static ImageBuildArn build(int pipeline, int version, int build) {
        return ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/image-" + pipeline + "/1.0."
                + version + "/" + build);
    }

    /** A finished build of a pipeline, for these accounts besides its own. */
    void add(PipelineArn pipeline, ImageBuildArn arn, Instant createdAt, AccountId... accounts) {
        DescribedImage image = GoldenImages.build(1)
                .named(arn)
                .of(pipeline)
                .createdAt(createdAt)
                .to(GoldenImages.US, accounts)
                .described();
        images.put(arn, image);
        all.add(image);
        pipelines.computeIfAbsent(pipeline, first -> new ArrayList<>()).add(image);
        versions.computeIfAbsent(arn.imageVersion(), first -> new ArrayList<>()).add(image);
        ranAt.put(pipeline, createdAt);
    }

    /** As a lifecycle policy does, deletes the images that were created earlier. */
    void deleteBefore(Instant instant) {
        images.values().removeIf(image -> image.build().createdAt().isBefore(instant));
        deleteBefore(instant, all);
        pipelines.values().forEach(builds -> deleteBefore(instant, builds));
        versions.values().forEach(builds -> deleteBefore(instant, builds));
        versions.values().removeIf(List::isEmpty);
    }

    private static void deleteBefore(Instant instant, List<DescribedImage> oldestFirst) {
        int old = 0;
        while (old < oldestFirst.size()
                && oldestFirst.get(old).build().createdAt().isBefore(instant)) {
            old++;
        }
        oldestFirst.subList(0, old).clear();
    }

    /** From now on, GetImage of the build fails, and its state has changed. */
    void refuse(ImageBuildArn arn, DescribedImage changed) {
        refused.add(arn);
        images.put(arn, changed);
    }

    /** Every call is throttled until then. */
    void throttleUntil(Instant instant) {
        busyUntil = instant;
    }

    /** How many calls failed that concern only this lineage. */
    int failed(Lineage lineage) {
        return failed.getOrDefault(lineage, 0);
    }

    int lists() {
        return lists;
    }

    int descriptions() {
        return descriptions;
    }

    void forgetCalls() {
        lists = 0;
        descriptions = 0;
    }

    @Override
    public DescribedImage describe(ImageBuildArn arn) {
        call(Optional.ofNullable(images.get(arn)).map(image -> image.build().lineage()));
        descriptions++;
        if (refused.contains(arn)) {
            throw new ImageBuilderException("refused for ever", null);
        }
        return Optional.ofNullable(images.get(arn))
                .orElseThrow(() -> new UnknownResourceException(arn, new IllegalStateException("no such image")));
    }

    @Override
    public ResultPage<ListedPipeline, PageToken> pipelines(Region region, Optional<PageToken> from) {
        call(Optional.empty());
        lists++;
        return page(List.copyOf(pipelines.keySet()), from, PAGE, this::listed);
    }

    private ListedPipeline listed(PipelineArn pipeline) {
        Optional<Instant> ran = Optional.ofNullable(ranAt.get(pipeline));
        return new ListedPipeline(pipeline, Digest.of("pipeline").add(ran).end(), ran);
    }

    @Override
    public ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from) {
        call(Optional.empty());
        lists++;
        return page(List.copyOf(versions.keySet()), from, PAGE, version -> version);
    }

    @Override
    public ListedBuilds allBuilds(Region region, Optional<PageToken> from, int size) {
        return builds(Optional.empty(), all, from, size);
    }

    @Override
    public ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size) {
        return builds(Optional.of(pipeline), pipelines.get(pipeline), from, size);
    }

    @Override
    public ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size) {
        return builds(Optional.empty(), versions.get(version), from, size);
    }

    private ListedBuilds builds(
            Optional<Lineage> lineage, List<DescribedImage> builds, Optional<PageToken> from, int size) {
        call(lineage);
        lists++;
        ResultPage<ImageSummary, PageToken> page = page(builds, from, size, this::summary);
        return new ListedBuilds(page.items(), List.of(), page.next());
    }

    private ImageSummary summary(DescribedImage listed) {
        DescribedImage image = images.get(listed.build().arn());
        return new ImageSummary(
                image.build().arn(),
                image.build().state(),
                image.build().reason(),
                image.build().createdAt(),
                image.outputs());
    }

    private static <T, R> ResultPage<R, PageToken> page(
            List<T> oldestFirst, Optional<PageToken> from, int size, Function<T, R> item) {
        int end = from.map(token -> Integer.parseInt(token.value())).orElse(oldestFirst.size());
        int start = Math.max(0, end - size);
        List<R> items = new ArrayList<>();
        for (int i = end - 1; i >= start; i--) {
            items.add(item.apply(oldestFirst.get(i)));
        }
        return new ResultPage<>(
                items, start == 0 ? Optional.empty() : Optional.of(new PageToken(Integer.toString(start))));
    }

    private void call(Optional<Lineage> concerned) {
        time.pass(CALL);
        double passed = Duration.between(filledAt, time.instant()).toMillis() / 1000.0;
        tokens = Math.min(callsPerSecond, tokens + passed * callsPerSecond);
        filledAt = time.instant();
        if (tokens < 1 || time.instant().isBefore(busyUntil)) {
            throw new ThrottledException("Rate exceeded", null);
        }
        tokens--;
        if (failsOneIn > 0 && random.nextInt(failsOneIn) == 0) {
            concerned.ifPresent(lineage -> failed.merge(lineage, 1, Integer::sum));
            throw new ImageBuilderException("failed on purpose", null);
        }
    }
}
