package imagefanout.testing.announce;

import imagefanout.model.announce.AnnouncedState;
import imagefanout.model.announce.AnnouncedStates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Announced states in memory. */
public final class InMemoryAnnouncedStates implements AnnouncedStates {
    private final Map<String, SortedMap<String, AnnouncedState>> subjects = new HashMap<>();

    @Override
    public synchronized SortedMap<String, AnnouncedState> read(String subject) {
        return new TreeMap<>(subjects.getOrDefault(subject, new TreeMap<>()));
    }

    @Override
    public synchronized Optional<Long> replace(
            String subject, String part, Optional<AnnouncedState> read, String content) {
        SortedMap<String, AnnouncedState> parts = subjects.computeIfAbsent(subject, first -> new TreeMap<>());
        Optional<AnnouncedState> now = Optional.ofNullable(parts.get(part));
        if (!now.map(AnnouncedState::sequence).equals(read.map(AnnouncedState::sequence))) {
            return Optional.empty();
        }
        long next = now.map(AnnouncedState::sequence).orElse(0L) + 1;
        parts.put(
                part,
                new AnnouncedState(next, now.map(AnnouncedState::published).orElse(0L), content));
        return Optional.of(next);
    }

    @Override
    public synchronized void published(String subject, String part, long sequence) {
        Optional.ofNullable(subjects.get(subject))
                .ifPresent(parts -> parts.computeIfPresent(
                        part,
                        (name, state) -> new AnnouncedState(
                                state.sequence(), Math.max(state.published(), sequence), state.content())));
    }
}
