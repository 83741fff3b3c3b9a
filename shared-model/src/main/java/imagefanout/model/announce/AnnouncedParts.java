package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.announce.AnnouncedAccounts.Entry;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was announced last to the accounts of one lineage and channel. It is stored in parts, each with its own sequence numbers. */
final class AnnouncedParts {
    /** A part of 100 accounts in 20 Regions takes about 40 KB. */
    private static final int PARTS = 16;

    private final AnnouncedStates states;
    private final String subject;
    private final SortedMap<String, AnnouncedState> read;
    private final Map<String, AnnouncedAccounts> accounts = new HashMap<>();
    private final SortedMap<AccountId, Entry> entries = new TreeMap<>();
    private final Map<String, Long> unmarked = new TreeMap<>();

    AnnouncedParts(AnnouncedStates states, String subject) {
        this.states = requireNonNull(states, "states");
        this.subject = requireNonNull(subject, "subject");
        this.read = states.read(subject);
        read.forEach((part, state) -> {
            accounts.put(part, AnnouncedAccounts.parse(state.content()));
            entries.putAll(accounts.get(part).entries());
            if (!state.isPublished()) {
                unmarked.put(part, state.sequence());
            }
        });
    }

    private static String partOf(AccountId account) {
        return Integer.toHexString(Math.floorMod(account.value().hashCode(), PARTS));
    }

    /** The last announcement to each account. */
    SortedMap<AccountId, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** Those of the entries that an earlier run stored and may not have published. */
    SortedMap<AccountId, Entry> unpublished() {
        SortedMap<AccountId, Entry> unpublished = new TreeMap<>(entries);
        unpublished
                .entrySet()
                .removeIf(entry -> entry.getValue().sequence()
                        <= read.get(partOf(entry.getKey())).published());
        return unpublished;
    }

    /** The builds of the last announcement of each part. */
    Set<ImageBuildArn> lastBuilds() {
        return accounts.values().stream().flatMap(part -> part.last().stream()).collect(Collectors.toSet());
    }

    /** The sequence number of the next announcement to the account. */
    long nextSequence(AccountId account) {
        AnnouncedState state = read.get(partOf(account));
        return state == null ? 1 : state.sequence() + 1;
    }

    /**
     * Stores the announcements that come next.
     *
     * @return those that were stored. For the others, another run was faster: they must be compared again
     */
    SortedMap<AccountId, Entry> store(SortedMap<AccountId, Entry> next) {
        Map<String, SortedMap<AccountId, Entry>> byPart = new TreeMap<>();
        next.forEach((account, entry) ->
                byPart.computeIfAbsent(partOf(account), part -> new TreeMap<>()).put(account, entry));
        SortedMap<AccountId, Entry> stored = new TreeMap<>();
        byPart.forEach((part, changed) -> {
            String content = accounts.getOrDefault(part, AnnouncedAccounts.NONE)
                    .with(changed)
                    .toString();
            states.replace(subject, part, Optional.ofNullable(read.get(part)), content)
                    .ifPresent(sequence -> {
                        stored.putAll(changed);
                        unmarked.put(part, sequence);
                    });
        });
        return stored;
    }

    /** Remembers that everything that is stored is published. */
    void markPublished() {
        unmarked.forEach((part, sequence) -> states.published(subject, part, sequence));
        unmarked.clear();
    }
}
