package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.announce.AnnounceOnce.Pending;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.List;
import java.util.Optional;

/** Announces changes of target accounts, and plans that wait for an approval. */
final class AnnounceTargets {
    private static final String CHANGE = "CHANGE";
    private static final String PLAN = "PLAN";
    private static final int PAGE = 10;

    private final DistributionLedger ledger;
    private final AnnounceOnce once;
    private final AnnouncementBus bus;

    AnnounceTargets(DistributionLedger ledger, AnnounceOnce once, AnnouncementBus bus) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.once = requireNonNull(once, "once");
        this.bus = requireNonNull(bus, "bus");
    }

    /** Announces a change once its result is known. */
    void announce(Hint.OfChange hint) {
        // The position just after it, because a page begins after a position.
        Change.Position after = new Change.Position(hint.position().at().plusNanos(1), "");
        Optional<Change> change = ledger.changes(hint.configuration(), Optional.of(after), PAGE).items().stream()
                .filter(found -> found.position().equals(hint.position()))
                .filter(AnnounceTargets::isToBeAnnounced)
                .findFirst();
        change.ifPresent(found -> {
            String subject = subject(hint.configuration()) + "#"
                    + hint.position().at() + "#" + hint.position().token();
            once.announce(
                    subject,
                    CHANGE,
                    state -> new Pending(
                            found.outcome().name(),
                            sequence -> bus.publish(List.of(new Announcement.TargetAccountsChanged(
                                    Announcement.changeId(CHANGE, subject, sequence), found)))));
        });
    }

    /** Whether the change was made, as far as is known. */
    static boolean isToBeAnnounced(Change change) {
        return change.outcome() == ChangeOutcome.APPLIED || change.outcome() == ChangeOutcome.CREATED;
    }

    /** Announces a plan that waits, once. A plan that no longer waits is not announced, but when it waits again, it is. */
    void announce(Hint.OfConfiguration hint) {
        once.announce(subject(hint.configuration()), PLAN, state -> plan(hint.configuration()));
    }

    private Pending plan(DistributionConfigurationArn configuration) {
        Optional<SyncState> held = ledger.configuration(configuration)
                .map(SyncedConfiguration::state)
                .filter(state -> state.status() == SyncStatus.HELD)
                .filter(state -> state.approvalDigest().isPresent());
        return new Pending(
                held.flatMap(SyncState::approvalDigest).map(Digest::hex).orElse(""),
                sequence -> held.ifPresent(state -> bus.publish(List.of(new Announcement.PlanHeld(
                        Announcement.changeId(PLAN, subject(configuration), sequence),
                        state,
                        ledger.held(configuration))))));
    }

    private static String subject(DistributionConfigurationArn configuration) {
        return "SYNC#" + configuration;
    }
}
