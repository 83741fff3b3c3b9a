package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.CurrentOffer;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists pipelines, images without a pipeline, and the builds of both. */
record LineageAnswers(ImageCatalog catalog, OfferPolicy offer) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    /** The most that one page lists, and that is read for one page of a filtered list, which can then have fewer items. */
    private static final int MAX_LINEAGES_READ = 250;

    /** How many pipelines a request can choose. Their histories take few requests. */
    private static final int MAX_CHOSEN = 20;

    private static final int MAX_ROUNDS = 10;

    /**
     * Ends a page early. A lineage whose newest builds are not known takes two or three requests, one after the other, and all of
     * them must be answered in the time that an answer has. The others take three together.
     */
    private static final int MAX_UNKNOWN = 50;

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

    /** A build that a channel points at. */
    record ServedBuild(ChannelName channel, ImageBuildArn imageArn, Instant promotedAt) {
        private static Stream<ServedBuild> of(Channel channel) {
            return channel.current().stream()
                    .map(promotion -> new ServedBuild(channel.name(), promotion.build(), promotion.at()));
        }
    }

    /** What is read only of chosen pipelines: the newest builds, newest first, and what the channels point at. */
    private record History(List<RecordedBuild> recent, List<ServedBuild> channels) {}

    /**
     * @param lookedBackTo as in {@link CurrentOffer}
     * @param recentBuilds only of chosen pipelines, as {@code channels}
     */
    record ListedLineage(
            @JsonUnwrapped LineageReference lineage,
            String name,
            Optional<BuildView> newestBuild,
            Optional<BuildView> newestOfferedBuild,
            List<BuildView> heldBuilds,
            Optional<Instant> lookedBackTo,
            List<String> volumeTypes,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<BuildView>> recentBuilds,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<ServedBuild>> channels) {
        private static ListedLineage of(Lineage lineage, CurrentOffer offer, Optional<History> history) {
            return new ListedLineage(
                    LineageReference.of(lineage),
                    lineage.name(),
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
                            .toList(),
                    history.map(
                            known -> known.recent().stream().map(BuildView::of).toList()),
                    history.map(History::channels));
        }
    }

    record LineageBuilds(
            @JsonUnwrapped LineageReference lineage,
            @JsonUnwrapped PageView<BuildView> page) {}

    PageView<ListedLineage> images(ApiRequest request) {
        return list(request, catalog::imageEntries, ImageArn::parse, entries -> Map.of());
    }

    /** All pipelines, or the chosen ones with their histories. */
    PageView<ListedLineage> pipelines(ApiRequest request, Channels channels) {
        Set<PipelineArn> chosen = request.list("pipelineArn", MAX_CHOSEN, PipelineArn::parse);
        return chosen.isEmpty()
                ? list(request, catalog::pipelineEntries, PipelineArn::parse, entries -> Map.of())
                : list(
                        request,
                        (after, limit) -> page(catalog.entries(chosen), after, limit),
                        PipelineArn::parse,
                        entries -> histories(entries, channels));
    }

    private static <L extends Lineage & Comparable<L>> ResultPage<DirectoryEntry<L>, L> page(
            List<DirectoryEntry<L>> all, Optional<L> after, int limit) {
        List<DirectoryEntry<L>> left = all.stream()
                .filter(entry -> after.isEmpty() || entry.lineage().compareTo(after.get()) > 0)
                .toList();
        return ResultPage.first(left, limit, DirectoryEntry::lineage);
    }

    private Map<PipelineArn, History> histories(List<DirectoryEntry<PipelineArn>> entries, Channels channels) {
        Map<ImageBuildArn, RecordedBuild> builds = catalog
                .builds(entries.stream()
                        .flatMap(entry -> entry.newest().stream())
                        .collect(Collectors.toUnmodifiableSet()))
                .stream()
                .collect(Collectors.toMap(build -> build.build().arn(), Function.identity()));
        Map<PipelineArn, List<Channel>> served =
                channels.channels(entries.stream().map(DirectoryEntry::lineage).collect(Collectors.toSet()));
        return entries.stream()
                .collect(Collectors.toMap(
                        DirectoryEntry::lineage,
                        entry -> new History(
                                entry.newest().stream()
                                        .flatMap(arn -> Optional.ofNullable(builds.get(arn)).stream())
                                        .filter(build -> build.build().lineage().equals(entry.lineage()))
                                        .toList(),
                                served.getOrDefault(entry.lineage(), List.of()).stream()
                                        .flatMap(ServedBuild::of)
                                        .toList())));
    }

    /**
     * @param all lists the lineages after one, up to a number
     * @param known what is shown of some of them in addition
     */
    private <L extends Lineage> PageView<ListedLineage> list(
            ApiRequest request,
            BiFunction<Optional<L>, Integer, ResultPage<DirectoryEntry<L>, L>> all,
            Function<String, L> parse,
            Function<List<DirectoryEntry<L>>, Map<L, History>> known) {
        Optional<String> volumeType =
                request.query("volumeType", VolumeType::parse).map(VolumeType::toString);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LINEAGES_READ);
        Optional<L> next = request.cursor(parts -> parse.apply(parts[0]));

        List<ListedLineage> items = new ArrayList<>();
        int read = 0;
        int unknown = 0;
        int rounds = 0;
        do {
            ResultPage<DirectoryEntry<L>, L> page =
                    all.apply(next, Math.min(limit - items.size(), MAX_LINEAGES_READ - read));
            List<DirectoryEntry<L>> entries = page.items().subList(0, affordable(page.items(), MAX_UNKNOWN - unknown));
            Map<L, History> histories = known.apply(entries);
            Map<ImageBuildArn, RecordedBuild> builds = new HashMap<>();
            histories.values().stream()
                    .flatMap(history -> history.recent().stream())
                    .forEach(build -> builds.put(build.build().arn(), build));
            Map<L, CurrentOffer> offers = CurrentOffer.ofAll(catalog, offer, entries, builds);
            entries.stream()
                    .map(DirectoryEntry::lineage)
                    .map(lineage ->
                            ListedLineage.of(lineage, offers.get(lineage), Optional.ofNullable(histories.get(lineage))))
                    .filter(item -> volumeType.stream().allMatch(item.volumeTypes()::contains))
                    .forEach(items::add);
            read += entries.size();
            unknown += unknown(entries);
            rounds++;
            next = entries.size() < page.items().size()
                    ? Optional.of(entries.get(entries.size() - 1).lineage())
                    : page.next();
        } while (next.isPresent()
                && items.size() < limit
                && read < MAX_LINEAGES_READ
                && unknown < MAX_UNKNOWN
                && rounds < MAX_ROUNDS);
        return new PageView<>(
                items,
                limit,
                next.map(request::cursorTo),
                PageView.oldest(items.stream().flatMap(item -> item.newestBuild().stream()), BuildView::recordedAt));
    }

    /** How many of the entries one answer has the time to read. */
    private static int affordable(List<? extends DirectoryEntry<?>> entries, int maxUnknown) {
        int count = entries.size();
        while (unknown(entries.subList(0, count)) > maxUnknown) {
            count--;
        }
        return count;
    }

    private static int unknown(List<? extends DirectoryEntry<?>> entries) {
        return (int) entries.stream().filter(entry -> entry.newest().isEmpty()).count();
    }

    LineageBuilds builds(ApiRequest request) {
        Optional<ImageState> state = request.query("state", ImageState::parse);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<BuildPosition> next = request.cursor(parts -> new BuildPosition(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                SemanticVersion.parse(parts[1]),
                new BuildNumber(parts[2]),
                parts[3]));
        Lineage lineage = find(request).arn();

        List<RecordedBuild> builds = new ArrayList<>();
        int pageSize = state.isPresent() ? MAX_LIMIT : limit;
        int read = 0;
        do {
            ResultPage<RecordedBuild, BuildPosition> page = catalog.builds(lineage, next, pageSize);
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
        return new LineageBuilds(
                LineageReference.of(lineage),
                new PageView<>(
                        builds.stream().map(BuildView::of).toList(),
                        limit,
                        next.map(last -> request.cursorTo(
                                last.createdAt().toEpochMilli(), last.version(), last.build(), last.imageName())),
                        PageView.oldest(builds.stream(), RecordedBuild::recordedAt)));
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
        List<NamedLineage> named = catalog.pipelinesNamed(name).stream()
                .filter(pipeline -> chosen.isEmpty() || pipeline.arn().equals(chosen.get()))
                .toList();
        return only(named, name, "pipelineArn")
                .orElseThrow(() -> ProblemException.notFound("No build of the pipeline "
                        + chosen.map(PipelineArn::toString).orElse(name)
                        + " is recorded. GET /v1/pipelines lists the pipelines that have one."));
    }

    /** @throws ProblemException as {@link #find} */
    NamedLineage image(ApiRequest request, String name) {
        Optional<ImageArn> chosen = request.arn("imageArn", ImageArn::parse, name);
        List<NamedLineage> named = catalog.imagesNamed(name).stream()
                .filter(image -> chosen.isEmpty() || image.equals(chosen.get()))
                .filter(image ->
                        !catalog.builds(image, Optional.empty(), 1).items().isEmpty())
                .map(image -> new NamedLineage(image, catalog.openedTo(image)))
                .toList();
        return only(named, name, "imageArn")
                .orElseThrow(() -> ProblemException.notFound("No build of the image "
                        + chosen.map(ImageArn::toString).orElse(name)
                        + " without a pipeline is recorded. GET /v1/images lists the images that have one,"
                        + " GET /v1/pipelines the pipelines."));
    }

    private static Optional<NamedLineage> only(List<NamedLineage> named, String name, String parameter) {
        if (named.size() > 1) {
            throw ProblemException.ambiguous(
                    name, parameter, named.stream().map(NamedLineage::arn).toList());
        }
        return named.stream().findFirst();
    }
}
