package imagefanout.testing.catalog;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.Retention;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.image.WithheldAmi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A catalog in memory. */
public final class InMemoryImageCatalog implements ImageCatalog, Retention {
    private final Map<ImageBuildArn, RecordedImage> images = new HashMap<>();
    /** Newest first. */
    private final Map<Lineage, NavigableMap<BuildPosition, ImageBuildArn>> byLineage = new HashMap<>();
    /** Builds whose ARN was built again. */
    private final List<RecordedImage> replaced = new ArrayList<>();

    /** Removed builds: when, and how Image Builder last described them. */
    private final Map<ImageBuildArn, Removed> removed = new HashMap<>();

    private record Removed(Instant at, RecordedBuild build) {}

    private final Map<Lineage, Set<Audience>> openedTo = new HashMap<>();
    private final Map<ImageBuildArn, List<HeldPeriod>> holds = new HashMap<>();

    /** Returns a catalog of its own with the same contents. */
    public synchronized InMemoryImageCatalog copy() {
        InMemoryImageCatalog copy = new InMemoryImageCatalog();
        copy.images.putAll(images);
        byLineage.forEach((lineage, builds) -> copy.byLineage.put(lineage, new TreeMap<>(builds)));
        copy.replaced.addAll(replaced);
        copy.removed.putAll(removed);
        openedTo.forEach((lineage, audiences) -> copy.openedTo.put(lineage, new HashSet<>(audiences)));
        holds.forEach((build, periods) -> copy.holds.put(build, new ArrayList<>(periods)));
        return copy;
    }

    /** Everything in it at this time: equal for catalogs with equal contents. */
    public synchronized Object contents() {
        InMemoryImageCatalog copy = copy();
        return List.of(copy.images, copy.byLineage, copy.replaced, copy.openedTo, copy.holds, copy.removed);
    }

    @Override
    public synchronized Recording record(ImageSnapshot snapshot) {
        Build build = snapshot.build();
        Removed removal = removed.get(build.arn());
        if (removal != null && !build.isBuiltAfter(removal.build().build().createdAt())) {
            return leaveRemoved(removal, snapshot);
        }
        removed.remove(build.arn());
        Optional<RecordedImage> earlier = Optional.ofNullable(images.get(build.arn()));
        if (earlier.isPresent()) {
            RecordedBuild recorded = earlier.get().recorded();
            if (recorded.digest().equals(snapshot.digest())) {
                return new Recording(SnapshotOutcome.UNCHANGED, recorded);
            }
            if (recorded.version().compareTo(snapshot.version()) > 0) {
                return new Recording(SnapshotOutcome.SUPERSEDED, recorded);
            }
        }
        Optional<RecordedImage> otherBuild = earlier.filter(
                image -> build.isBuiltAfter(image.recorded().build().createdAt()));
        if (otherBuild.isPresent()) {
            replaced.add(otherBuild.get());
            endHold(build.arn(), Optional.empty());
            earlier = Optional.empty();
        }
        FanOut fanOut =
                snapshot.fanOut().keeping(earlier.map(RecordedImage::fanOut).orElse(FanOut.NONE));
        RecordedBuild recorded = new RecordedBuild(
                build,
                fanOut.counts(),
                snapshot.askedAt(),
                snapshot.digest(),
                snapshot.summaryDigest(),
                earlier.flatMap(image -> image.recorded().hold()));
        Optional.ofNullable(images.put(build.arn(), new RecordedImage(recorded, fanOut)))
                .map(image -> image.recorded().build())
                .ifPresent(was -> byLineage.get(was.lineage()).remove(was.position()));
        byLineage
                .computeIfAbsent(build.lineage(), lineage -> new TreeMap<>(Comparator.reverseOrder()))
                .put(build.position(), build.arn());
        openedTo.computeIfAbsent(build.lineage(), lineage -> new HashSet<>()).addAll(audiences(fanOut));
        return new Recording(
                earlier.isPresent() || otherBuild.isPresent() ? SnapshotOutcome.REPLACED : SnapshotOutcome.FIRST,
                recorded);
    }

    private Recording leaveRemoved(Removed removal, ImageSnapshot snapshot) {
        RecordedBuild described = new RecordedBuild(
                snapshot.build(),
                snapshot.fanOut().counts(),
                snapshot.askedAt(),
                snapshot.digest(),
                snapshot.summaryDigest(),
                Optional.empty());
        if (removal.build().digest().equals(snapshot.digest())) {
            return new Recording(SnapshotOutcome.UNCHANGED, described);
        }
        if (removal.build().version().compareTo(snapshot.version()) > 0) {
            return new Recording(SnapshotOutcome.SUPERSEDED, described);
        }
        removed.put(snapshot.build().arn(), new Removed(removal.at(), described));
        return new Recording(SnapshotOutcome.UNCHANGED, described);
    }

    @Override
    public synchronized Map<ImageBuildArn, Digest> summaries(Set<ImageBuildArn> arns) {
        Map<ImageBuildArn, Digest> summaries = new HashMap<>();
        for (ImageBuildArn arn : arns) {
            build(arn)
                    .or(() -> Optional.ofNullable(removed.get(arn)).map(Removed::build))
                    .ifPresent(build -> summaries.put(arn, build.summaryDigest()));
        }
        return summaries;
    }

    @Override
    public synchronized Optional<Instant> removedAt(ImageBuildArn arn) {
        return Optional.ofNullable(removed.get(arn)).map(Removed::at);
    }

    @Override
    public synchronized Set<ImageBuildArn> remove(
            List<RecordedBuild> builds, Instant at, Supplier<Set<ImageBuildArn>> inUse) {
        Set<ImageBuildArn> needed = inUse.get();
        Set<ImageBuildArn> now = new HashSet<>();
        for (RecordedBuild build : builds) {
            ImageBuildArn arn = build.build().arn();
            boolean isThere =
                    build(arn).equals(Optional.of(build)) && build.hold().isEmpty() && build.isFinished();
            if (isThere && !needed.contains(arn)) {
                images.remove(arn);
                byLineage.get(build.build().lineage()).remove(build.build().position());
                replaced.removeIf(image -> image.recorded().build().arn().equals(arn));
                removed.put(arn, new Removed(at, build));
                now.add(arn);
            }
        }
        return now;
    }

    @Override
    public void finishRemovals() {
        // A removal here is never interrupted.
    }

    @Override
    public synchronized Optional<RecordedBuild> build(ImageBuildArn arn) {
        return image(arn).map(RecordedImage::recorded);
    }

    @Override
    public synchronized Optional<RecordedImage> image(ImageBuildArn arn) {
        return Optional.ofNullable(images.get(arn));
    }

    @Override
    public synchronized Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions) {
        return image(arn).map(image -> {
            SortedMap<Region, RegionFanOut> asked = new TreeMap<>(image.fanOut().regions());
            asked.keySet().retainAll(regions);
            return new RecordedImage(image.recorded(), new FanOut(asked));
        });
    }

    @Override
    public synchronized boolean hold(ImageBuildArn arn, Hold hold) {
        Optional<RecordedBuild> build = build(arn);
        if (build.flatMap(RecordedBuild::hold).filter(hold::repeats).isPresent()) {
            return true;
        }
        if (build.isPresent()) {
            endHold(arn, Optional.empty());
            List<HeldPeriod> periods = periods(arn);
            periods.add(0, new HeldPeriod(periods.size() + 1L, hold, true, Optional.empty()));
        }
        return setHold(arn, Optional.of(hold));
    }

    @Override
    public synchronized boolean release(ImageBuildArn arn, Release release) {
        endHold(arn, Optional.of(release));
        return setHold(arn, Optional.empty());
    }

    private List<HeldPeriod> periods(ImageBuildArn arn) {
        return holds.computeIfAbsent(arn, build -> new ArrayList<>());
    }

    private void endHold(ImageBuildArn arn, Optional<Release> release) {
        periods(arn)
                .replaceAll(period ->
                        period.isActive() ? new HeldPeriod(period.number(), period.hold(), false, release) : period);
    }

    @Override
    public synchronized ResultPage<HeldPeriod, Long> holds(ImageBuildArn arn, Optional<Long> before, int limit) {
        List<HeldPeriod> found = periods(arn).stream()
                .filter(period -> before.isEmpty() || period.number() < before.get())
                .toList();
        return ResultPage.first(found, limit, HeldPeriod::number);
    }

    @Override
    public synchronized List<RecordedBuild> heldBuilds() {
        return images.values().stream()
                .map(RecordedImage::recorded)
                .filter(build -> build.hold().isPresent())
                .toList();
    }

    @Override
    public synchronized Optional<Instant> releasedAt(ImageBuildArn arn) {
        return periods(arn).stream()
                .flatMap(period -> period.release().stream())
                .map(Release::at)
                .findFirst();
    }

    private boolean setHold(ImageBuildArn arn, Optional<Hold> hold) {
        return images.computeIfPresent(arn, (key, image) -> {
                    RecordedBuild was = image.recorded();
                    RecordedBuild now = new RecordedBuild(
                            was.build(), was.counts(), was.recordedAt(), was.digest(), was.summaryDigest(), hold);
                    return new RecordedImage(now, image.fanOut());
                })
                != null;
    }

    @Override
    public synchronized ResultPage<DirectoryEntry<PipelineArn>, PipelineArn> pipelineEntries(
            Optional<PipelineArn> after, int limit) {
        return page(pipelines().sorted(), after, Comparator.naturalOrder(), limit, Function.identity())
                .map(this::entry);
    }

    @Override
    public synchronized List<DirectoryEntry<PipelineArn>> entries(Set<PipelineArn> pipelines) {
        return pipelines().filter(pipelines::contains).sorted().map(this::entry).toList();
    }

    private Stream<PipelineArn> pipelines() {
        return lineages().filter(PipelineArn.class::isInstance).map(PipelineArn.class::cast);
    }

    private <L extends Lineage> DirectoryEntry<L> entry(L lineage) {
        return new DirectoryEntry<>(
                lineage,
                builds(lineage, Optional.empty(), DirectoryEntry.MAX_BUILDS).items().stream()
                        .map(recorded -> recorded.build().arn())
                        .toList());
    }

    @Override
    public synchronized Set<NamedLineage> pipelinesNamed(String name) {
        return pipelines()
                .filter(pipeline -> pipeline.name().equals(name))
                .map(pipeline -> new NamedLineage(pipeline, openedTo(pipeline)))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Set<ImageArn> imagesNamed(String name) {
        return images.keySet().stream()
                .map(ImageBuildArn::image)
                .filter(image -> image.name().equals(name))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized ResultPage<DirectoryEntry<ImageArn>, ImageArn> imageEntries(
            Optional<ImageArn> after, int limit) {
        Stream<ImageArn> all = lineages().filter(ImageArn.class::isInstance).map(ImageArn.class::cast);
        return page(all.sorted(), after, Comparator.naturalOrder(), limit, Function.identity())
                .map(this::entry);
    }

    @Override
    public synchronized ResultPage<RecordedBuild, BuildPosition> builds(
            Lineage lineage, Optional<BuildPosition> before, int limit) {
        Stream<RecordedBuild> items = recorded(lineage, before).values().stream()
                .map(arn -> images.get(arn).recorded());
        return page(items, limit, build -> build.build().position());
    }

    private NavigableMap<BuildPosition, ImageBuildArn> recorded(Lineage lineage, Optional<BuildPosition> before) {
        NavigableMap<BuildPosition, ImageBuildArn> all =
                byLineage.getOrDefault(lineage, Collections.emptyNavigableMap());
        return before.map(position -> all.tailMap(position, false)).orElse(all);
    }

    @Override
    public synchronized ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit) {
        Stream<UsableCopy> all =
                usable(recorded(lineage, before).values().stream().map(images::get), audience, region);
        return page(all, limit, copy -> copy.recorded().build().position());
    }

    @Override
    public synchronized List<UsableCopy> usable(Audience audience, Lineage lineage, Set<ImageBuildArn> arns) {
        Stream<RecordedImage> promoted = recorded(lineage, Optional.empty()).values().stream()
                .filter(arns::contains)
                .map(images::get);
        return usable(promoted, audience, Optional.empty()).toList();
    }

    @Override
    public synchronized List<RecordedBuild> builds(Set<ImageBuildArn> arns) {
        return arns.stream()
                .flatMap(arn -> build(arn).stream())
                .sorted(Comparator.comparing(build -> build.build().position(), Comparator.reverseOrder()))
                .toList();
    }

    private Stream<UsableCopy> usable(Audience audience, Optional<Region> region) {
        return usable(images.values().stream(), audience, region);
    }

    private static Stream<UsableCopy> usable(Stream<RecordedImage> images, Audience audience, Optional<Region> region) {
        return images.flatMap(image -> UsableCopy.of(audience, image).stream())
                .filter(copy -> region.isEmpty()
                        || copy.owned().containsKey(region.get())
                        || copy.shared().containsKey(region.get()));
    }

    @Override
    public synchronized ResultPage<UsableLineage, Lineage> lineages(
            Audience audience, Optional<Region> region, Optional<Lineage> after, int limit, int builds) {
        Comparator<Lineage> lastFirst = Lineage.ORDER.reversed();
        Stream<UsableLineage> all = usable(audience, region)
                .map(copy -> copy.recorded().build().lineage())
                .distinct()
                .sorted(lastFirst)
                .map(lineage ->
                        new UsableLineage(lineage, usable(audience, lineage, region, Optional.empty(), builds)));
        return page(all, after, lastFirst, limit, UsableLineage::lineage);
    }

    @Override
    public synchronized Set<Audience> openedTo(Lineage lineage) {
        return Set.copyOf(openedTo.getOrDefault(lineage, Set.of()));
    }

    private static Set<Audience> audiences(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> region.launchPermission().audiences().stream())
                .filter(audience -> !(audience instanceof Audience.Account))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Optional<AmiOrigin> origin(AmiId ami) {
        for (RecordedImage image : images.values()) {
            for (Copy copy : copies(image)) {
                if (image.fanOut().has(ami, copy)) {
                    return Optional.of(
                            new AmiOrigin(ami, image.recorded().build().arn(), copy));
                }
            }
        }
        for (RecordedImage image : replaced) {
            for (Copy copy : copies(image)) {
                if (image.fanOut().has(ami, copy)) {
                    RecordedBuild was = image.recorded();
                    Build build = was.build().gone();
                    RecordedBuild dead = new RecordedBuild(
                            build, was.counts(), was.recordedAt(), was.digest(), was.summaryDigest(), Optional.empty());
                    return Optional.of(new AmiOrigin(
                            ami, build.arn(), copy, Optional.of(new RecordedImage(dead, image.fanOut()))));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Copy> copies(RecordedImage image) {
        return image.fanOut().regions().values().stream()
                .flatMap(region -> Stream.concat(
                                region.amis().keySet().stream(),
                                region.withheld().values().stream().map(WithheldAmi::account))
                        .map(account -> new Copy(region.region(), account)))
                .toList();
    }

    @Override
    public synchronized boolean expireCopies(ImageBuildArn arn) {
        RecordedImage image = images.get(arn);
        if (image == null
                || image.recorded().build().state() != ImageState.DELETED
                || image.fanOut().regions().isEmpty()) {
            return false;
        }
        images.put(arn, new RecordedImage(image.recorded(), FanOut.NONE));
        return true;
    }

    private Stream<Lineage> lineages() {
        return byLineage.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    private static <T, P> ResultPage<T, P> page(
            Stream<T> inOrder, Optional<P> after, Comparator<P> order, int limit, Function<T, P> position) {
        return page(
                inOrder.filter(item -> after.isEmpty() || order.compare(position.apply(item), after.get()) > 0),
                limit,
                position);
    }

    private static <T, P> ResultPage<T, P> page(Stream<T> inOrder, int limit, Function<T, P> position) {
        return ResultPage.first(inOrder.limit(limit + 1L).toList(), limit, position);
    }
}
