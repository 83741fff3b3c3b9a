package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.announce.Announcement.PlanHeld;
import imagefanout.model.announce.Announcement.TargetAccountsChanged;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AnnounceTargetsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.MANUAL, "");
    private static final Digest PLAN = Digest.of("plan").end();
    private static final DistributionConfigurationArn ONE = configuration("one");
    private static final DistributionConfigurationArn OTHER = configuration("other");

    private final AnnounceFixture fleet = new AnnounceFixture();

    @ParameterizedTest
    @EnumSource(ChangeOutcome.class)
    void onlyAChangeThatWasMadeIsAnnounced(ChangeOutcome outcome) {
        Change change = changed(NOON, outcome);

        fleet.announce(List.of(new Hint.OfChange(ONE, change.position())));

        boolean wasMade = outcome == ChangeOutcome.APPLIED || outcome == ChangeOutcome.CREATED;
        assertThat(fleet.published(TargetAccountsChanged.class))
                .extracting(TargetAccountsChanged::change)
                .isEqualTo(wasMade ? List.of(change) : List.of());
    }

    @Test
    void aHintAboutAChangeThatIsNotThereAnnouncesNoOther() {
        changed(NOON, ChangeOutcome.APPLIED);

        fleet.announce(List.of(
                new Hint.OfChange(ONE, new Change.Position(NOON, "another token")),
                new Hint.OfChange(ONE, new Change.Position(NOON.plusSeconds(1), "token"))));

        assertThat(fleet.published).isEmpty();
    }

    @Test
    void theSamePlanIsAnnouncedForEachConfigurationThatWaitsForItsApproval() {
        held(ONE, Optional.of(PLAN));
        held(OTHER, Optional.of(PLAN));

        fleet.announce(List.of(new Hint.OfConfiguration(ONE), new Hint.OfConfiguration(OTHER)));

        assertThat(fleet.published(PlanHeld.class))
                .extracting(announcement -> announcement.state().configuration())
                .containsExactlyInAnyOrder(ONE, OTHER);
        assertThat(fleet.published(PlanHeld.class))
                .extracting(PlanHeld::changeId)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatNobodyCanApproveIsNoPlanThatWaits() {
        held(ONE, Optional.of(PLAN));
        fleet.announce(List.of(new Hint.OfConfiguration(ONE)));
        held(ONE, Optional.empty());

        fleet.announce(List.of(new Hint.OfConfiguration(ONE)));

        assertThat(fleet.published(PlanHeld.class)).hasSize(1);
    }

    @Test
    void theLogOfAHintHasNoToken() {
        assertThat(new Hint.OfChange(ONE, new Change.Position(NOON, "from a key")).toString())
                .contains(ONE.toString(), "2026-03-01T12:00:00Z")
                .doesNotContain("from a key");
    }

    private void held(DistributionConfigurationArn arn, Optional<Digest> approval) {
        SyncState state = new SyncState(
                arn,
                arn.name(),
                new TreeSet<>(),
                SyncStatus.HELD,
                List.of(),
                approval,
                1,
                0,
                1,
                TRIGGER,
                NOON,
                Optional.empty());
        fleet.ledger.record(new SyncedConfiguration(state, new TreeMap<>()));
        fleet.ledger.hold(arn, new HeldAccounts(new TreeSet<>(Set.of(PROD)), new TreeSet<>()));
    }

    private Change changed(Instant at, ChangeOutcome outcome) {
        Change change = new Change(
                ONE,
                at,
                "token",
                TRIGGER,
                PLAN,
                Optional.empty(),
                outcome,
                Optional.empty(),
                new TreeMap<>(Map.of(
                        US, new RegionChange(US, new TreeSet<>(), new TreeSet<>(Set.of(PROD)), new TreeSet<>()))));
        fleet.ledger.record(change);
        return change;
    }

    private static DistributionConfigurationArn configuration(String name) {
        return DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/" + name);
    }
}
