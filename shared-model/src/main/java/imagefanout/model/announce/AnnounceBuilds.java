package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.announce.Announcement.FanOutEnded.MissingCopy;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.ImageState;
import java.util.List;
import java.util.Optional;

/** Announces the ends of builds and their holds, and what they change for accounts. */
final class AnnounceBuilds {
    private static final String PART = "BUILD";
    private static final int MAX_TRIES = 10;
    private static final int PAGE = 10;
    /** Enough to find the last release, even if another hold was set since. */
    private static final int NEWEST_HOLDS = 2;

    /** Answers usually come from these builds. Accounts of older builds have earlier announcements. */
    private static final int MAX_REACHED = 5;

    private final ImageCatalog catalog;
    private final AnnouncedStates states;
    private final AnnouncementBus bus;
    private final AnnounceLatest latest;
    private final AnnounceChannels channels;

    AnnounceBuilds(
            ImageCatalog catalog,
            AnnouncedStates states,
            AnnouncementBus bus,
            AnnounceLatest latest,
            AnnounceChannels channels) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.states = requireNonNull(states, "states");
        this.bus = requireNonNull(bus, "bus");
        this.latest = requireNonNull(latest, "latest");
        this.channels = requireNonNull(channels, "channels");
    }

    /** A build that changed, and the sequence number under which that is stored. */
    record ChangedBuild(RecordedImage image, AnnouncedBuild announced, long sequence) {
        ImageBuildArn arn() {
            return image.recorded().build().arn();
        }

        Lineage lineage() {
            return image.recorded().build().lineage();
        }

        boolean isReleased() {
            return announced.news().contains(AnnouncedBuild.News.RELEASED);
        }

        private List<Announcement> news() {
            return announced.news().stream().sorted().map(this::announcement).toList();
        }

        private Announcement announcement(AnnouncedBuild.News news) {
            String changeId = Announcement.changeId(news.name(), arn().toString(), sequence);
            return switch (news) {
                case ENDED ->
                    new Announcement.FanOutEnded(
                            changeId, lineage(), arn(), announced.state(), announced.counts(), gaps());
                case HELD ->
                    new Announcement.BuildHeld(
                            changeId, lineage(), arn(), announced.hold().orElseThrow());
                case RELEASED ->
                    new Announcement.BuildReleased(
                            changeId, lineage(), arn(), announced.ended().orElseThrow(), announced.release());
            };
        }

        /** None when the build is no longer recorded as it was announced. */
        private List<MissingCopy> gaps() {
            if (!image.recorded().counts().equals(announced.counts())) {
                return List.of();
            }
            return image.fanOut().regions().values().stream()
                    .flatMap(region -> region.gaps().entrySet().stream()
                            .map(gap -> new MissingCopy(region.region(), gap.getKey(), gap.getValue())))
                    .limit(Announcement.FanOutEnded.MAX_GAPS)
                    .toList();
        }
    }

    /** Announces whatever is missing about the newest builds, and what the lineage answers now. */
    void announce(Lineage lineage) {
        List<ImageBuildArn> newest = catalog.builds(lineage, Optional.empty(), PAGE).items().stream()
                .map(recorded -> recorded.build().arn())
                .toList();
        announce(lineage, newest);
        latest.announce(
                lineage,
                Optional.empty(),
                List.of(),
                newest.subList(0, Math.min(MAX_REACHED, newest.size())),
                List.of());
        channels.announce(lineage);
    }

    /** A build is marked as announced only after its accounts were: until then, a hint about it announces both again. */
    void announce(Lineage lineage, List<ImageBuildArn> hinted) {
        List<ChangedBuild> changed = hinted.stream()
                .flatMap(build -> changed(build).stream())
                .filter(build -> build.lineage().equals(lineage))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        List<Announcement> news =
                changed.stream().flatMap(build -> build.news().stream()).toList();
        List<ImageBuildArn> arns = changed.stream().map(ChangedBuild::arn).toList();
        latest.announce(lineage, Optional.empty(), changed, arns, news);
        channels.announce(lineage, changed, arns);
        changed.forEach(build -> states.published(subject(build.arn()), PART, build.sequence()));
    }

    private Optional<ChangedBuild> changed(ImageBuildArn arn) {
        String subject = subject(arn);
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<RecordedBuild> recorded = catalog.build(arn);
            Optional<AnnouncedState> state = states.read(subject, PART);
            Optional<AnnouncedBuild> known = state.map(AnnouncedState::content).map(AnnouncedBuild::parse);
            if (recorded.isEmpty() || isAnnounced(recorded.get(), state, known)) {
                return Optional.empty();
            }
            RecordedImage image = catalog.image(arn).orElseThrow();
            Optional<ChangedBuild> stored =
                    state.map(was -> new ChangedBuild(image, known.orElseThrow(), was.sequence()));
            if (known.filter(build -> build.isOf(image.recorded())).isPresent()) {
                return stored;
            }
            if (state.filter(was -> !was.isPublished()).isPresent()) {
                bus.publish(stored.orElseThrow().news());
            }
            AnnouncedBuild next = next(known, image.recorded());
            Optional<Long> sequence = states.replace(subject, PART, state, next.toString());
            if (sequence.isPresent()) {
                return Optional.of(new ChangedBuild(image, next, sequence.get()));
            }
        }
        throw new StorageException(arn + " kept changing");
    }

    private AnnouncedBuild next(Optional<AnnouncedBuild> known, RecordedBuild now) {
        boolean mayBeReleased =
                known.flatMap(AnnouncedBuild::hold).isPresent() && now.hold().isEmpty();
        List<HeldPeriod> holds = mayBeReleased
                ? catalog.holds(now.build().arn(), Optional.empty(), NEWEST_HOLDS)
                        .items()
                : List.of();
        return AnnouncedBuild.after(known, now, holds);
    }

    /** The copies of a deleted build may expire without any other sign of it, so it is always compared. */
    private static boolean isAnnounced(
            RecordedBuild recorded, Optional<AnnouncedState> state, Optional<AnnouncedBuild> known) {
        if (known.isEmpty()) {
            return recorded.build().state().isInProgress();
        }
        return state.get().isPublished()
                && known.get().isOf(recorded)
                && recorded.build().state() != ImageState.DELETED;
    }

    private static String subject(ImageBuildArn build) {
        return "BUILD#" + build;
    }
}
