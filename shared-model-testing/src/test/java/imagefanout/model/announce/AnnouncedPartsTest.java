package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.Access;
import imagefanout.model.identity.AccountId;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.announce.InMemoryAnnouncedStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AnnouncedPartsTest {
    private static final String SUBJECT = "LATEST#" + PIPELINE + "#latest";
    /** Enough for several accounts in each of 16 parts. */
    private static final List<AccountId> ACCOUNTS = LongStream.range(0, 100)
            .mapToObj(number -> new AccountId(Long.toString(400_000_000_000L + number)))
            .toList();

    private final InMemoryAnnouncedStates states = new InMemoryAnnouncedStates();

    @Test
    void accountsAreSpreadOverAtMostSixteenParts() {
        AnnouncedParts parts = parts();

        assertThat(parts.store(changes(parts, ACCOUNTS, 1))).hasSameSizeAs(ACCOUNTS);

        assertThat(states.read(SUBJECT)).hasSizeBetween(8, 16);
        assertThat(parts().byAccount()).containsOnlyKeys(ACCOUNTS);
    }

    @Test
    void onlyTheBuildsOfTheLastChangeOfEachPartAreTheLast() {
        AnnouncedParts first = parts();
        first.store(changes(first, ACCOUNTS, 1));
        AnnouncedParts second = parts();
        second.store(changes(second, ACCOUNTS.subList(0, 1), 2));
        assertThat(parts().lastBuilds()).containsExactlyInAnyOrder(build(1).arn(), build(2).arn());

        List<AccountId> oneOfEachPart = oneOfEachPart();
        AnnouncedParts third = parts();
        third.store(changes(third, oneOfEachPart, 3));

        assertThat(parts().lastBuilds()).containsExactly(build(3).arn());
    }

    @Test
    void onlyWhatWasNotPublishedIsToBeRepeated() {
        AnnouncedParts first = parts();
        first.store(changes(first, List.of(PROD), 1));
        assertThat(parts().unpublished()).hasSize(1);

        AnnouncedParts second = parts();
        second.markPublished();
        assertThat(parts().unpublished()).isEmpty();
        assertThat(second.nextSequence(PROD)).isEqualTo(2);
    }

    @Test
    void changesOfAPartThatAnotherRunHasStoredMeanwhileAreNotStored() {
        AnnouncedParts slow = parts();
        AnnouncedParts fast = parts();
        assertThat(fast.store(changes(fast, List.of(PROD), 2))).hasSize(1);
        List<LatestChanged> all = changes(slow, ACCOUNTS, 1);
        all.addAll(changes(slow, List.of(PROD), 1));

        List<LatestChanged> stored = slow.store(all);

        assertThat(stored).isNotEmpty().hasSizeLessThan(ACCOUNTS.size()).doesNotContain(all.get(ACCOUNTS.size()));
        assertThat(parts().byAccount().get(PROD).build()).isEqualTo(build(2).arn());
        assertThat(parts().byAccount()).hasSize(stored.size() + 1);
    }

    @Test
    void whatIsMarkedAsPublishedIsMarkedOnce() {
        List<Long> marked = new ArrayList<>();
        AnnouncedParts parts = new AnnouncedParts(
                new AnnouncedStates() {
                    @Override
                    public SortedMap<String, AnnouncedState> read(String subject) {
                        return states.read(subject);
                    }

                    @Override
                    public Optional<Long> replace(
                            String subject, String part, Optional<AnnouncedState> read, String content) {
                        return states.replace(subject, part, read, content);
                    }

                    @Override
                    public void published(String subject, String part, long sequence) {
                        marked.add(sequence);
                    }
                },
                PIPELINE,
                "latest");
        parts.store(changes(parts, List.of(PROD), 1));

        parts.markPublished();
        parts.markPublished();

        assertThat(marked).containsExactly(1L);
    }

    private AnnouncedParts parts() {
        return new AnnouncedParts(states, PIPELINE, "latest");
    }

    private List<AccountId> oneOfEachPart() {
        Map<String, AccountId> found = new TreeMap<>();
        states.read(SUBJECT).forEach((part, state) -> AnnouncedAccounts.parse(PIPELINE, "latest", state.content())
                .forEach(change -> found.put(part, change.account())));
        return List.copyOf(found.values());
    }

    private static List<LatestChanged> changes(AnnouncedParts parts, List<AccountId> accounts, int build) {
        List<LatestChanged> changes = new ArrayList<>();
        for (AccountId account : accounts) {
            changes.add(new LatestChanged(
                    parts.nextSequence(account),
                    PIPELINE,
                    "latest",
                    account,
                    new TreeMap<>(Map.of(
                            US,
                            new AnnouncedAmi(
                                    build(build).ami(US, account),
                                    Access.OWNED,
                                    build(build).arn()))),
                    new TreeMap<>(Map.of(US, Optional.empty())),
                    ChangeCause.NEW_BUILD,
                    build(build).arn()));
        }
        return changes;
    }

    private static GoldenImages build(int number) {
        return GoldenImages.build(number);
    }
}
