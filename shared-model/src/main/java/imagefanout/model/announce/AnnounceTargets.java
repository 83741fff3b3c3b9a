package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.StorageException;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Announces changes of target accounts, and plans that wait for an approval. */
final class AnnounceTargets {
    private static final String CHANGE = "CHANGE";
    private static final String PLAN = "PLAN";
    private static final int MAX_TRIES = 10;
    private static final int PAGE = 10;

    private final DistributionLedger ledger;
    private final AnnouncedStates states;
    private final AnnouncementBus bus;

    AnnounceTargets(DistributionLedger ledger, AnnouncedStates states, AnnouncementBus bus) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.states = requireNonNull(states, "states");
        this.bus = requireNonNull(bus, "bus");
    }

    /**
     * What may have to be announced.
     *
     * @param content what it is compared by
     * @param announcement makes it from its change ID; empty if there is nothing to publish
     */
    private record News(String content, Function<String, Optional<Announcement>> announcement) {}

    /** Announces a change once its result is known. */
    void announce(Hint.OfChange hint) {
        // The position just after it, because a page begins after a position.
        Change.Position after = new Change.Position(hint.position().at().plusNanos(1), "");
        Optional<Change> change = ledger.changes(hint.configuration(), Optional.of(after), PAGE).items().stream()
                .filter(found -> found.position().equals(hint.position()))
                .filter(AnnounceTargets::isToBeAnnounced)
                .findFirst();
        if (change.isPresent()) {
            String subject = subject(hint.configuration()) + "#"
                    + hint.position().at() + "#" + hint.position().token();
            News news = new News(
                    change.get().outcome().name(),
                    changeId -> Optional.of(new Announcement.TargetAccountsChanged(changeId, change.get())));
            announceOnce(subject, CHANGE, () -> news);
        }
    }

    /** Whether the change was made, as far as is known. */
    static boolean isToBeAnnounced(Change change) {
        return change.outcome() == ChangeOutcome.APPLIED || change.outcome() == ChangeOutcome.CREATED;
    }

    /** Announces a plan that waits, once. A plan that no longer waits is not announced, but when it waits again, it is. */
    void announce(Hint.OfConfiguration hint) {
        announceOnce(subject(hint.configuration()), PLAN, () -> plan(hint.configuration()));
    }

    private News plan(DistributionConfigurationArn configuration) {
        Optional<SyncState> held = ledger.configuration(configuration)
                .map(SyncedConfiguration::state)
                .filter(state -> state.status() == SyncStatus.HELD)
                .filter(state -> state.approvalDigest().isPresent());
        return new News(
                held.flatMap(SyncState::approvalDigest).map(Digest::hex).orElse(""),
                changeId -> held.map(state -> new Announcement.PlanHeld(changeId, state, ledger.held(configuration))));
    }

    private static String subject(DistributionConfigurationArn configuration) {
        return "SYNC#" + configuration;
    }

    /** @param read is asked after what was announced is read, because what is compared with that must not be older */
    private void announceOnce(String subject, String part, Supplier<News> read) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<AnnouncedState> state = states.read(subject, part);
            News news = read.get();
            boolean isStored = state.map(AnnouncedState::content).orElse("").equals(news.content());
            if (isStored && state.map(AnnouncedState::isPublished).orElse(true)) {
                return;
            }
            Optional<Long> sequence = isStored
                    ? state.map(AnnouncedState::sequence)
                    : states.replace(subject, part, state, news.content());
            if (sequence.isPresent()) {
                String changeId = Announcement.changeId(part, subject, sequence.get());
                bus.publish(news.announcement().apply(changeId).stream().toList());
                states.published(subject, part, sequence.get());
                return;
            }
        }
        throw new StorageException("the announcements of " + subject + " kept changing");
    }
}
