package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.CurrentOffer;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.VolumeType;
import imagefanout.queryimages.http.ApiRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists all pipelines, or all images without a pipeline, with what each of them offers. */
record DirectoryAnswers(AnswerSources sources) {
    private static final int DEFAULT_LIMIT = 25;

    /** The most that one page lists, and that is read for one page of a filtered list, which can then have fewer items. */
    private static final int MAX_READ = 250;

    /** How many pipelines a request can choose. Their histories take few requests. */
    private static final int MAX_CHOSEN = 20;

    private static final int MAX_ROUNDS = 10;

    /**
     * Ends a page early. A lineage whose newest builds are not known takes two or three requests, one after the other, and all of
     * them must be answered in the time that an answer has. The others take three together.
     */
    private static final int MAX_UNKNOWN = 50;

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
            @JsonUnwrapped LineageAnswers.LineageReference lineage,
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
                    LineageAnswers.LineageReference.of(lineage),
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

    PageView<ListedLineage> images(ApiRequest request) {
        return list(request, sources.catalog()::imageEntries, ImageArn::parse, entries -> Map.of());
    }

    /** All pipelines, or the chosen ones with their histories. */
    PageView<ListedLineage> pipelines(ApiRequest request) {
        Set<PipelineArn> chosen = request.list("pipelineArn", MAX_CHOSEN, PipelineArn::parse);
        return chosen.isEmpty()
                ? list(request, sources.catalog()::pipelineEntries, PipelineArn::parse, entries -> Map.of())
                : list(
                        request,
                        (after, limit) -> page(sources.catalog().entries(chosen), after, limit),
                        PipelineArn::parse,
                        this::histories);
    }

    private static ResultPage<DirectoryEntry<PipelineArn>, PipelineArn> page(
            List<DirectoryEntry<PipelineArn>> all, Optional<PipelineArn> after, int limit) {
        List<DirectoryEntry<PipelineArn>> left = all.stream()
                .filter(entry -> after.isEmpty() || entry.lineage().compareTo(after.get()) > 0)
                .toList();
        return ResultPage.first(left, limit, DirectoryEntry::lineage);
    }

    private Map<PipelineArn, History> histories(List<DirectoryEntry<PipelineArn>> entries) {
        Set<ImageBuildArn> newest =
                entries.stream().flatMap(entry -> entry.newest().stream()).collect(Collectors.toSet());
        Map<ImageBuildArn, RecordedBuild> builds = sources.catalog().builds(newest).stream()
                .collect(Collectors.toMap(build -> build.build().arn(), Function.identity()));
        Map<PipelineArn, List<Channel>> served = sources.channels()
                .channels(entries.stream().map(DirectoryEntry::lineage).collect(Collectors.toSet()));
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
        int limit = request.limit(DEFAULT_LIMIT, MAX_READ);
        Optional<L> next = request.cursor(parts -> parse.apply(parts[0]));

        List<ListedLineage> items = new ArrayList<>();
        List<DirectoryEntry<L>> read = new ArrayList<>();
        int rounds = 0;
        do {
            ResultPage<DirectoryEntry<L>, L> page = affordable(
                    all.apply(next, Math.min(limit - items.size(), MAX_READ - read.size())),
                    MAX_UNKNOWN - unknown(read));
            listed(page.items(), known.apply(page.items()))
                    .filter(item -> volumeType.stream().allMatch(item.volumeTypes()::contains))
                    .forEach(items::add);
            read.addAll(page.items());
            rounds++;
            next = page.next();
        } while (next.isPresent() && items.size() < limit && rounds < MAX_ROUNDS && hasTimeAfter(read));
        return new PageView<>(
                items,
                limit,
                next.map(request::cursorTo),
                PageView.oldest(items.stream().flatMap(item -> item.newestBuild().stream()), BuildView::recordedAt));
    }

    private <L extends Lineage> Stream<ListedLineage> listed(
            List<DirectoryEntry<L>> entries, Map<L, History> histories) {
        List<RecordedBuild> read = histories.values().stream()
                .flatMap(history -> history.recent().stream())
                .toList();
        Map<L, CurrentOffer> offers = CurrentOffer.ofAll(sources.catalog(), sources.offer(), entries, read);
        return entries.stream()
                .map(DirectoryEntry::lineage)
                .map(lineage ->
                        ListedLineage.of(lineage, offers.get(lineage), Optional.ofNullable(histories.get(lineage))));
    }

    /** As many of the entries as one answer has the time to read. */
    private static <L extends Lineage> ResultPage<DirectoryEntry<L>, L> affordable(
            ResultPage<DirectoryEntry<L>, L> page, int maxUnknown) {
        int count = page.items().size();
        while (unknown(page.items().subList(0, count)) > maxUnknown) {
            count--;
        }
        return count < page.items().size() ? ResultPage.first(page.items(), count, DirectoryEntry::lineage) : page;
    }

    private static boolean hasTimeAfter(List<? extends DirectoryEntry<?>> read) {
        return read.size() < MAX_READ && unknown(read) < MAX_UNKNOWN;
    }

    private static int unknown(List<? extends DirectoryEntry<?>> entries) {
        return (int) entries.stream().filter(entry -> entry.newest().isEmpty()).count();
    }
}
