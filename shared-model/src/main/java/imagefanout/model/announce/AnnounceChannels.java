package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.announce.AnnounceBuilds.ChangedBuild;
import imagefanout.model.announce.AnnounceOnce.Pending;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Announces promotions, and what they and changed builds mean for what a channel answers. */
final class AnnounceChannels {
    private static final String PART = "CHANNEL";
    private static final int PAGE = 25;

    /** A channel mostly answers from its newest promotions. The accounts of older ones were told before. */
    private static final int MAX_REACHED = 5;

    private final Channels channels;
    private final AnnounceOnce once;
    private final AnnounceLatest latest;

    AnnounceChannels(Channels channels, AnnounceOnce once, AnnounceLatest latest) {
        this.channels = requireNonNull(channels, "channels");
        this.once = requireNonNull(once, "once");
        this.latest = requireNonNull(latest, "latest");
    }

    /** Announces what changed builds mean for the channels that have them. */
    void announce(Lineage lineage, List<ChangedBuild> changed, List<ImageBuildArn> builds) {
        if (lineage instanceof PipelineArn pipeline) {
            for (Channel channel : channels.channels(pipeline)) {
                List<ImageBuildArn> reached =
                        promoted(channel).filter(builds::contains).toList();
                if (!reached.isEmpty()) {
                    latest.announce(pipeline, Optional.of(channel.name()), changed, reached, List.of());
                }
            }
        }
    }

    /** Announces whatever is missing about the lineage's channels, deleted ones included. */
    void announce(Lineage lineage) {
        if (lineage instanceof PipelineArn pipeline) {
            for (Channel channel : channels.channels(pipeline)) {
                announce(new Hint.OfChannel(pipeline, channel.name()));
                announce(channel, List.of());
            }
        }
    }

    private static Stream<ImageBuildArn> promoted(Channel channel) {
        return channel.promotions().stream().map(Promotion::build);
    }

    /** The channel is marked as announced only after its accounts were: until then, a hint about it announces both again. */
    void announce(Hint.OfChannel hint) {
        once.announce("CHANNEL#" + hint.pipeline() + "#" + hint.channel(), PART, state -> channels.channel(
                        hint.pipeline(), hint.channel())
                .map(channel -> {
                    AnnouncedNumbers numbers =
                            AnnouncedNumbers.after(state, channel.last().number());
                    return new Pending(numbers.toString(), sequence -> announce(channel, promotions(channel, numbers)));
                })
                .orElse(Pending.NONE));
    }

    private void announce(Channel channel, List<Announcement> news) {
        List<ImageBuildArn> reached = promoted(channel).limit(MAX_REACHED).toList();
        latest.announce(channel.pipeline(), Optional.of(channel.name()), List.of(), reached, news);
    }

    private List<Announcement> promotions(Channel channel, AnnouncedNumbers numbers) {
        PipelineArn pipeline = channel.pipeline();
        ChannelName name = channel.name();
        List<ChannelChange> earlier = channels.history(pipeline, name, Optional.empty(), PAGE).items().stream()
                .filter(change -> change.number() > numbers.before() && change.number() < numbers.last())
                .toList();
        // The history may lack a change that is seconds old. The next try finds it.
        if (earlier.size() < Math.min(numbers.last() - numbers.before(), PAGE) - 1) {
            throw new StorageException(
                    "the history of the channel " + name + " of " + pipeline + " is not complete yet");
        }
        return Stream.concat(Stream.of(channel.last()), earlier.stream())
                .<Announcement>map(change -> new Announcement.BuildPromoted(
                        Announcement.changeId("PROMOTED", pipeline + "#" + name, change.number()),
                        pipeline,
                        name,
                        change))
                .toList();
    }

    /**
     * The changes of a channel that one announcement covers.
     *
     * @param before the last change that is known to be announced
     * @param last the last change
     */
    private record AnnouncedNumbers(long before, long last) {
        static AnnouncedNumbers parse(String text) {
            List<String> numbers = TextFields.split(text, 2);
            return new AnnouncedNumbers(Long.parseLong(numbers.get(0)), Long.parseLong(numbers.get(1)));
        }

        /** Those that are stored if the last one is among them, or else those that come next. */
        static AnnouncedNumbers after(Optional<AnnouncedState> state, long last) {
            // Empty when a hint came after the channel's item was deleted by hand.
            if (state.map(AnnouncedState::content).orElse("").isEmpty()) {
                return new AnnouncedNumbers(0, last);
            }
            AnnouncedNumbers stored = parse(state.get().content());
            if (stored.last() == last) {
                return stored;
            }
            return new AnnouncedNumbers(state.get().isPublished() ? stored.last() : stored.before(), last);
        }

        @Override
        public String toString() {
            return TextFields.join(Stream.of(before, last));
        }
    }
}
