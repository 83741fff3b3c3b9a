package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.announce.AnnounceBuilds.ChangedBuild;
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
    private static final int MAX_TRIES = 10;
    private static final int PAGE = 25;

    /** A channel mostly answers from its newest promotions. The accounts of older ones were told before. */
    private static final int MAX_REACHED = 5;

    private final Channels channels;
    private final AnnouncedStates states;
    private final AnnounceLatest latest;

    AnnounceChannels(Channels channels, AnnouncedStates states, AnnounceLatest latest) {
        this.channels = requireNonNull(channels, "channels");
        this.states = requireNonNull(states, "states");
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
                latest.announce(
                        pipeline,
                        Optional.of(channel.name()),
                        List.of(),
                        promoted(channel).limit(MAX_REACHED).toList(),
                        List.of());
            }
        }
    }

    private static Stream<ImageBuildArn> promoted(Channel channel) {
        return channel.promotions().stream().map(Promotion::build);
    }

    /** The channel is marked as announced only after its accounts were: until then, a hint about it announces both again. */
    void announce(Hint.OfChannel hint) {
        String subject = "CHANNEL#" + hint.pipeline() + "#" + hint.channel();
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<AnnouncedState> state =
                    Optional.ofNullable(states.read(subject).get(PART));
            Optional<Channel> channel = channels.channel(hint.pipeline(), hint.channel());
            Optional<AnnouncedNumbers> known =
                    state.map(AnnouncedState::content).map(AnnouncedNumbers::parse);
            long last = channel.map(found -> found.last().number()).orElse(0L);
            boolean isStored = known.filter(numbers -> numbers.last() == last).isPresent();
            if (channel.isEmpty() || isStored && state.get().isPublished()) {
                return;
            }
            AnnouncedNumbers next = isStored ? known.get() : AnnouncedNumbers.after(state, last);
            Optional<Long> sequence = isStored
                    ? state.map(AnnouncedState::sequence)
                    : states.replace(subject, PART, state, next.toString());
            if (sequence.isPresent()) {
                latest.announce(
                        hint.pipeline(),
                        Optional.of(hint.channel()),
                        List.of(),
                        promoted(channel.get()).limit(MAX_REACHED).toList(),
                        promotions(hint.pipeline(), hint.channel(), channel.get(), next));
                states.published(subject, PART, sequence.get());
                return;
            }
        }
        throw new StorageException("the channel " + hint.channel() + " of " + hint.pipeline() + " kept changing");
    }

    private List<Announcement> promotions(
            PipelineArn pipeline, ChannelName name, Channel channel, AnnouncedNumbers numbers) {
        List<ChannelChange> earlier = channels.history(pipeline, name, Optional.empty(), PAGE).items().stream()
                .filter(change -> change.number() > numbers.before()
                        && change.number() < channel.last().number())
                .toList();
        // The history may lack a change that is seconds old. The next try finds it.
        if (earlier.size() < Math.min(channel.last().number() - numbers.before(), PAGE) - 1) {
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

        static AnnouncedNumbers after(Optional<AnnouncedState> state, long last) {
            return new AnnouncedNumbers(
                    state.map(was -> {
                                AnnouncedNumbers numbers = parse(was.content());
                                return was.isPublished() ? numbers.last() : numbers.before();
                            })
                            .orElse(0L),
                    last);
        }

        @Override
        public String toString() {
            return TextFields.join(Stream.of(before, last));
        }
    }
}
