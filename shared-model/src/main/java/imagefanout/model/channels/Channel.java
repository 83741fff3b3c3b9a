package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A channel of a pipeline, after its last change.
 *
 * @param promotions the builds that the channel answers from, newest first: the first is the current one, the others are its
 *     fall-backs. Empty: the channel was deleted
 * @param takenOut the builds that a person took out and did not promote again, newest first. A rule never promotes them
 */
public record Channel(
        PipelineArn pipeline,
        ChannelName name,
        ChannelChange last,
        List<Promotion> promotions,
        List<Promotion> takenOut) {
    /** Older fall-backs are forgotten, so that the channel fits in one small item. */
    public static final int MAX_PROMOTIONS = 100;

    /** When there are more, every build that is older than these counts as taken out. */
    static final int MAX_TAKEN_OUT = 100;

    private static final Comparator<Promotion> NEWEST_FIRST =
            Comparator.comparing(Promotion::position).reversed();

    public Channel {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(name, "name");
        requireNonNull(last, "last");
        promotions = List.copyOf(promotions);
        takenOut = List.copyOf(takenOut);
    }

    /** The promotion that the channel points at; empty when it was deleted. */
    public Optional<Promotion> current() {
        return promotions.stream().findFirst();
    }

    public boolean isDeleted() {
        return promotions.isEmpty();
    }

    /** Whether the channel points at the build that was created then. */
    boolean pointsAt(ImageBuildArn build, Instant createdAt) {
        return current()
                .filter(promotion ->
                        promotion.build().equals(build) && promotion.createdAt().equals(createdAt))
                .isPresent();
    }

    /**
     * The channel after it was pointed at a build. A build that is as new as this one, or newer, is removed: it is never a
     * fall-back of this one.
     *
     * @param before the channel until now; empty when it never existed
     */
    static Channel promoted(
            PipelineArn pipeline,
            ChannelName name,
            Optional<Channel> before,
            ImageBuildArn build,
            Instant createdAt,
            ChannelAction action) {
        Promotion promotion = new Promotion(build, createdAt, after(before, action.at()));
        return after(pipeline, name, before, Optional.of(promotion), action);
    }

    /** The channel after it was deleted. Its history stays. */
    Channel deleted(ChannelAction action) {
        return after(pipeline, name, Optional.of(this), Optional.empty(), action);
    }

    private static Channel after(
            PipelineArn pipeline,
            ChannelName name,
            Optional<Channel> before,
            Optional<Promotion> now,
            ChannelAction action) {
        List<Promotion> removed =
                new ArrayList<>(before.map(Channel::promotions).orElse(List.of()));
        removed.removeIf(had -> now.filter(had::isSameBuild).isPresent());
        List<Promotion> left = new ArrayList<>(removed);
        left.removeIf(had -> now.filter(build -> build.isNewerThan(had)).isEmpty());
        removed.removeAll(left);
        Stream<Promotion> takenOut =
                Stream.concat(before.map(Channel::takenOut).orElse(List.of()).stream(), removed.stream());
        return new Channel(
                pipeline,
                name,
                new ChannelChange(
                        before.map(channel -> channel.last().number()).orElse(0L) + 1,
                        after(before, action.at()),
                        action.by(),
                        action.reason(),
                        now.map(Promotion::build),
                        removed.stream().map(Promotion::build).toList(),
                        action.forced(),
                        action.facts()),
                Stream.concat(now.stream(), left.stream()).limit(MAX_PROMOTIONS).toList(),
                takenOut.filter(build -> now.filter(build::isSameBuild).isEmpty())
                        .sorted(NEWEST_FIRST)
                        .limit(MAX_TAKEN_OUT)
                        .toList());
    }

    /** In milliseconds, and never before the last change, whatever the clock says. */
    private static Instant after(Optional<Channel> before, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        return before.map(channel -> channel.last().at()).filter(now::isBefore).orElse(now);
    }

    /** Whether a person took the build out, so that a rule must not promote it. */
    boolean hasTakenOut(Promotion promotion) {
        return takenOut.stream().anyMatch(promotion::isSameBuild)
                || takenOut.size() == MAX_TAKEN_OUT
                        && takenOut.get(MAX_TAKEN_OUT - 1).isNewerThan(promotion);
    }
}
