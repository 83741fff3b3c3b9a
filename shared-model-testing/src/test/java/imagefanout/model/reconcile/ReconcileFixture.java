package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Sleeper;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageState;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.image.InMemoryImageBuilder;
import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An Image Builder, a catalog, a journal, and a clock that advances one millisecond with each reading. The list of all builds is
 * refused unless {@link #withListOfAllBuilds()}.
 */
final class ReconcileFixture {
    /** 100 hours after the first golden images were built. */
    private Instant now = Instant.parse("2026-01-05T04:00:00Z");

    InMemoryImageBuilder service = new InMemoryImageBuilder();
    final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    final InMemoryChannels channels = new InMemoryChannels();
    final InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
    final List<String> calls = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final Set<ImageBuildArn> expired = new HashSet<>();
    /** Those of {@link #runsToEnd}. */
    final List<LineageReport> reports = new ArrayList<>();

    ReconcileSettings settings = new ReconcileSettings(
            Set.of(GoldenImages.US),
            2,
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Optional.empty(),
            Optional.empty());
    Duration invocationTakes = Duration.ofMinutes(15);
    Interruption interruption = call -> {};
    private int runs;

    ReconcileFixture() {
        service.refuseAllBuilds();
    }

    static ImageBuildArn build(String region, String image, String version, int number) {
        return ImageBuildArn.parse(
                "arn:aws:imagebuilder:" + region + ":123456789012:image/" + image + "/" + version + "/" + number);
    }

    static PipelineArn pipeline(String region, String name) {
        return PipelineArn.parse("arn:aws:imagebuilder:" + region + ":123456789012:image-pipeline/" + name);
    }

    static ReconcileFixture withListOfAllBuilds() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service = new InMemoryImageBuilder();
        return fixture;
    }

    /** What happens right before a call such as {@code ImageListing.builds}. */
    @FunctionalInterface
    interface Interruption {
        void before(String call);
    }

    /** An invocation that is stopped or runs out of memory. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                now = now.plusMillis(1);
                return now;
            }
        };
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Reconciled sweeps() {
        return runs(new Scope.AllLineages());
    }

    Reconciled runs(Scope scope) {
        return runs(scope, "run-" + ++runs);
    }

    Reconciled runs(Scope scope, String run) {
        return invocation().reconcile(scope, run);
    }

    /** Runs until nothing is handed on. Fails after 100 runs, and when a run is longer than its invocation. */
    Reconciled runsToEnd(Scope scope) {
        Scope next = scope;
        for (int run = 1; run <= 100; run++) {
            Instant begun = now;
            Reconciled result = runs(next);
            reports.addAll(result.lineages());
            assertThat(Duration.between(begun, now)).as("run %s", run).isLessThan(invocationTakes);
            if (result.outcome() != ReconcileOutcome.HANDED_ON) {
                return result;
            }
            next = new Scope.Resume();
        }
        throw new AssertionError("does not end: " + journal.read().backlog());
    }

    /** An invocation that begins now. */
    ReconcilePipelines invocation() {
        Instant end = now.plus(invocationTakes);
        Sleeper pause = length -> {
            pauses.add(length);
            passes(length);
        };
        Retention retention = watched(Retention.class, retention());
        ImageCatalog images = watched(ImageCatalog.class, catalog);
        return new ReconcilePipelines(
                watched(ImageListing.class, service),
                recordImage(),
                images,
                retention,
                new RemoveOldBuilds(images, retention, watched(Channels.class, channels), clock()),
                watched(ReconcileJournal.class, journal),
                clock(),
                () -> Duration.between(now, now.isBefore(end) ? end : now),
                pause,
                settings);
    }

    void listsAtMost(int perPage) {
        settings = new ReconcileSettings(
                settings.sourceRegions(),
                perPage,
                settings.reserve(),
                settings.confirmAfter(),
                settings.keepDeleted(),
                settings.retention());
    }

    void looksIn(Region... regions) {
        settings = new ReconcileSettings(
                Set.of(regions),
                settings.maxPerPage(),
                settings.reserve(),
                settings.confirmAfter(),
                settings.keepDeleted(),
                settings.retention());
    }

    void keeps(RetentionRule rule) {
        settings = new ReconcileSettings(
                settings.sourceRegions(),
                settings.maxPerPage(),
                settings.reserve(),
                settings.confirmAfter(),
                settings.keepDeleted(),
                Optional.of(rule));
    }

    private Retention retention() {
        return new Retention() {
            @Override
            public boolean expireCopies(ImageBuildArn arn) {
                return expired.add(arn);
            }

            @Override
            public Set<ImageBuildArn> remove(
                    List<RecordedBuild> builds, Instant at, Supplier<Set<ImageBuildArn>> inUse) {
                return catalog.remove(builds, at, inUse);
            }

            @Override
            public void finishRemovals() {
                catalog.finishRemovals();
            }
        };
    }

    RecordImage recordImage() {
        return new RecordImage(watched(ImageBuilder.class, service), watched(ImageCatalog.class, catalog), clock());
    }

    /** Records the build as record-image does when a message arrives. */
    void delivered(ImageBuildArn build) {
        recordImage().record(build);
    }

    long calls(String prefix) {
        return calls.stream().filter(call -> call.startsWith(prefix)).count();
    }

    Optional<ImageState> state(ImageBuildArn arn) {
        return catalog.build(arn).map(recorded -> recorded.build().state());
    }

    /** The recorded builds of the golden pipeline, without the time at which they were recorded. */
    Map<ImageBuildArn, RecordedImage> table() {
        Map<ImageBuildArn, RecordedImage> table = new TreeMap<>();
        catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 10_000)
                .items()
                .forEach(recorded -> table.put(recorded.build().arn(), timeless(recorded.build())));
        return table;
    }

    /** The state of every recorded build. */
    Map<ImageBuildArn, ImageState> states() {
        Map<ImageBuildArn, ImageState> states = new TreeMap<>();
        Stream.concat(
                        catalog.pipelines(Optional.empty(), 1000).items().stream(),
                        catalog.imagesWithoutPipeline(Optional.empty(), 1000).items().stream())
                .flatMap(lineage -> catalog.builds(lineage, Optional.empty(), 10_000).items().stream())
                .map(RecordedBuild::build)
                .forEach(build -> states.put(build.arn(), build.state()));
        return states;
    }

    private RecordedImage timeless(Build build) {
        RecordedImage image = catalog.image(build.arn()).orElseThrow();
        RecordedBuild recorded = image.recorded();
        return new RecordedImage(
                new RecordedBuild(
                        recorded.build(),
                        recorded.counts(),
                        Instant.EPOCH,
                        recorded.digest(),
                        recorded.summaryDigest(),
                        recorded.hold()),
                image.fanOut());
    }

    /** From now on, each of these calls fails before it takes effect. */
    void fail(Predicate<String> calls, RuntimeException failure) {
        interruption = call -> {
            if (calls.test(call)) {
                throw failure;
            }
        };
    }

    /** Throws it, checked or not. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> void raise(Throwable failure) throws E {
        throw (E) failure;
    }

    private <T> T watched(Class<T> port, T target) {
        Object proxy =
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    String call = port.getSimpleName() + "." + method.getName();
                    calls.add(call);
                    interruption.before(call);
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return port.cast(proxy);
    }
}
