package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
    private final SortedMap<String, AnnouncedState> parts;
    private final SortedMap<AccountId, LatestChanged> announced = new TreeMap<>();
    private final Map<String, Long> unmarked = new TreeMap<>();

    AnnouncedParts(AnnouncedStates states, Lineage lineage, String channel) {
        this.states = requireNonNull(states, "states");
        this.subject = "LATEST#" + lineage + "#" + channel;
        this.parts = states.read(subject);
        parts.forEach((part, state) -> {
            AnnouncedAccounts.parse(lineage, channel, state.content())
                    .forEach(last -> announced.put(last.account(), last));
            if (!state.isPublished()) {
                unmarked.put(part, state.sequence());
            }
        });
    }

    private static String partOf(AccountId account) {
        return Integer.toHexString(Math.floorMod(account.value().hashCode(), PARTS));
    }

    /** The last announcement to each account. */
    SortedMap<AccountId, LatestChanged> byAccount() {
        return Collections.unmodifiableSortedMap(announced);
    }

    /** Those that an earlier run stored and may not have published. */
    List<LatestChanged> unpublished() {
        return announced.values().stream()
                .filter(last ->
                        last.sequence() > parts.get(partOf(last.account())).published())
                .toList();
    }

    /** The builds of the announcements that were stored last, in each part. */
    Set<ImageBuildArn> lastBuilds() {
        return announced.values().stream()
                .filter(last ->
                        last.sequence() == parts.get(partOf(last.account())).sequence())
                .map(LatestChanged::build)
                .collect(Collectors.toSet());
    }

    /** The sequence number of the next announcement to the account. */
    long nextSequence(AccountId account) {
        AnnouncedState part = parts.get(partOf(account));
        return part == null ? 1 : part.sequence() + 1;
    }

    /**
     * Stores the announcements that come next.
     *
     * @return those that were stored. For the others, another run was faster: they must be compared again
     */
    List<LatestChanged> store(List<LatestChanged> next) {
        SortedMap<AccountId, LatestChanged> all = new TreeMap<>(announced);
        next.forEach(change -> all.put(change.account(), change));
        Map<String, List<LatestChanged>> contents = byPart(all.values());
        List<LatestChanged> stored = new ArrayList<>();
        byPart(next).forEach((part, changes) -> {
            String content = AnnouncedAccounts.format(contents.get(part));
            states.replace(subject, part, Optional.ofNullable(parts.get(part)), content)
                    .ifPresent(sequence -> {
                        stored.addAll(changes);
                        unmarked.put(part, sequence);
                    });
        });
        return stored;
    }

    private static Map<String, List<LatestChanged>> byPart(Collection<LatestChanged> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(change -> partOf(change.account()), TreeMap::new, Collectors.toList()));
    }

    /** Remembers that everything that is stored is published. */
    void markPublished() {
        unmarked.forEach((part, sequence) -> states.published(subject, part, sequence));
        unmarked.clear();
    }
}
