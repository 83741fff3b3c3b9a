package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Stores news, publishes it, and marks it as published: once, however often it is hinted at. */
final class AnnounceOnce {
    private static final int MAX_TRIES = 10;

    private final AnnouncedStates states;

    AnnounceOnce(AnnouncedStates states) {
        this.states = requireNonNull(states, "states");
    }

    /**
     * What may have to be announced.
     *
     * @param content what it is compared by; empty when there is nothing
     * @param publish publishes it under a sequence number
     */
    record Pending(String content, LongConsumer publish) {
        static final Pending NONE = new Pending("", sequence -> {});
    }

    /**
     * @param read gives the news by what was announced last, and is asked after that was read: what is compared with it must not be
     *     older
     */
    void announce(String subject, String part, Function<Optional<AnnouncedState>, Pending> read) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<AnnouncedState> state = states.read(subject, part);
            Pending news = read.apply(state);
            boolean isStored = state.map(AnnouncedState::content).orElse("").equals(news.content());
            if (isStored && state.map(AnnouncedState::isPublished).orElse(true)) {
                return;
            }
            Optional<Long> sequence = isStored
                    ? state.map(AnnouncedState::sequence)
                    : states.replace(subject, part, state, news.content());
            if (sequence.isPresent()) {
                news.publish().accept(sequence.get());
                states.published(subject, part, sequence.get());
                return;
            }
        }
        throw new StorageException("the announcements of " + subject + " kept changing");
    }
}
