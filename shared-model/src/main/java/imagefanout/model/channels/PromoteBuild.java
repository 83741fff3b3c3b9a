package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Points a channel at a build, as a person asks, and deletes channels. Throws {@link StorageException} when the channel could not be
 * read or written.
 */
public final class PromoteBuild {
    private static final int MAX_TRIES = 10;

    private final Channels channels;
    private final BiPredicate<Optional<Channel>, Channel> replace;

    public PromoteBuild(Channels channels) {
        this(channels, channels::replace);
    }

    private PromoteBuild(Channels channels, BiPredicate<Optional<Channel>, Channel> replace) {
        this.channels = requireNonNull(channels, "channels");
        this.replace = replace;
    }

    /** Answers what a promotion or a deletion would do, and writes nothing. */
    public static PromoteBuild dryRun(Channels channels) {
        return new PromoteBuild(channels, (before, next) -> true);
    }

    /**
     * Points the channel at the build. When it does already, nothing changes.
     *
     * @param action {@link ChannelAction#forced}: copies of the build may be missing
     * @throws PromotionRefusedException when the build is of another pipeline, not AVAILABLE, held, or incomplete
     */
    public Channel promote(PipelineArn pipeline, ChannelName name, RecordedBuild recorded, ChannelAction action) {
        Build build = recorded.build();
        List<String> reasons = refusals(pipeline, recorded, action.forced());
        if (!reasons.isEmpty()) {
            throw new PromotionRefusedException(reasons);
        }
        boolean isIncomplete = recorded.counts().missing() > 0;
        ChannelAction done = new ChannelAction(action.at(), action.by(), action.reason(), isIncomplete);
        return change(pipeline, name, before -> before.filter(
                                channel -> channel.pointsAt(build.arn(), build.createdAt()))
                        .or(() -> Optional.of(
                                Channel.promoted(pipeline, name, before, build.arn(), build.createdAt(), done))))
                .orElseThrow();
    }

    /**
     * Deletes the channel: it answers nothing, and its promotions are no fall-backs of later ones. The history stays.
     * Deleting it again changes nothing.
     *
     * @return the channel after the deletion; empty when it never existed
     */
    public Optional<Channel> delete(PipelineArn pipeline, ChannelName name, ChannelAction action) {
        return change(
                pipeline,
                name,
                before -> before.map(channel -> channel.isDeleted() ? channel : channel.deleted(action)));
    }

    /** Why a person cannot promote the build. */
    private static List<String> refusals(PipelineArn pipeline, RecordedBuild recorded, boolean isForced) {
        Build build = recorded.build();
        List<String> reasons = new ArrayList<>();
        if (!build.pipeline().equals(Optional.of(pipeline))) {
            reasons.add("The build " + build.arn() + " is not of the pipeline " + pipeline + " but of "
                    + build.pipeline().map(PipelineArn::toString).orElse("no pipeline") + ".");
        }
        if (build.state() != ImageState.AVAILABLE) {
            reasons.add("The build is " + build.state() + ". A channel takes only builds that are AVAILABLE.");
        }
        recorded.hold().map(PromoteBuild::held).ifPresent(reasons::add);
        Counts counts = recorded.counts();
        if (counts.missing() > 0 && !isForced) {
            reasons.add(counts.missing() + " of " + counts.expected()
                    + " copies are missing. To promote the build anyway, set \"force\" to true.");
        }
        return reasons;
    }

    private static String held(Hold hold) {
        return "The build is on hold since " + hold.at() + " by " + hold.by() + ": " + hold.reason()
                + ". Release the hold first.";
    }

    /** Changes the channel as it is now, also when others change it at the same time. */
    private Optional<Channel> change(
            PipelineArn pipeline, ChannelName name, Function<Optional<Channel>, Optional<Channel>> change) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<Channel> before = channels.channel(pipeline, name);
            Optional<Channel> next = change.apply(before);
            if (next.isEmpty() || next.equals(before) || replace.test(before, next.get())) {
                return next;
            }
        }
        throw new StorageException("the channel " + name + " of " + pipeline + " kept changing");
    }
}
