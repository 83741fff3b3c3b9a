package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.ARN;
import static imagefanout.model.sync.SyncFixture.EU;
import static imagefanout.model.sync.SyncFixture.HOME;
import static imagefanout.model.sync.SyncFixture.PROD;
import static imagefanout.model.sync.SyncFixture.SANDBOX;
import static imagefanout.model.sync.SyncFixture.account;
import static imagefanout.model.sync.SyncFixture.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks that a run skips a configuration only if nothing that decides about it has changed. */
final class KnownStatesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofDays(1)).minusNanos(1);
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.SCHEDULE, "");

    @Test
    void knowsAConfigurationForADayWhileNothingChanges() {
        SyncState state = state(fixture());

        assertThat(known(state, fixture(), LATER).unchanged(listed("prod", "", "then")))
                .contains(state);
        assertThat(known(state, fixture(), NOON.plus(Duration.ofDays(1))).unchanged(listed("prod", "", "then")))
                .isEmpty();
    }

    @Test
    void knowsNoConfigurationThatIsListedWithAnotherTagOrTime() {
        KnownStates known = known(state(fixture()), fixture(), LATER);

        assertThat(known.unchanged(listed("prod sandbox", "", "then"))).isEmpty();
        assertThat(known.unchanged(listed("prod", "/golden", "then"))).isEmpty();
        assertThat(known.unchanged(listed("prod", "", "since"))).isEmpty();
        assertThat(known.unchanged(listed("prod", "", ""))).as("no time").isEmpty();
    }

    @Test
    void knowsNoConfigurationThatNoRunComparedInSync() {
        SyncState state = state(fixture());
        DistributionConfigurationArn other =
                new DistributionConfigurationArn("aws", EU, SyncFixture.BUILD_ACCOUNT, "everywhere");
        ConfigurationSummary listed = listed("prod", "", "then");
        ConfigurationSummary unknown =
                new ConfigurationSummary(other, listed.name(), listed.tag(), listed.parameterTag(), listed.updatedAt());

        assertThat(known(state, fixture(), LATER).unchanged(unknown)).isEmpty();
        for (SyncStatus status : EnumSet.complementOf(EnumSet.of(SyncStatus.IN_SYNC))) {
            assertThat(known(with(status, state, state.comparedWith()), fixture(), LATER)
                            .unchanged(listed))
                    .as(status.name())
                    .isEmpty();
        }
        assertThat(known(with(SyncStatus.IN_SYNC, state, Optional.empty()), fixture(), LATER)
                        .unchanged(listed))
                .isEmpty();
    }

    @Test
    void noticesEveryChangeOfARowOfItsGroups() {
        RegisteredAccount row = row(AccountStatus.ACTIVE, PROD);
        SyncFixture before = fixture().row(row);

        assertNoticed(before, fixture());
        assertNoticed(before, fixture().row(row(AccountStatus.SUSPENDED, PROD)));
        assertNoticed(before, fixture().row(row(AccountStatus.ACTIVE, PROD, SANDBOX)));
        assertNoticed(before, fixture().row(row(AccountStatus.ACTIVE, SANDBOX)));
        assertNoticed(before, fixture().active(PROD, EU, account(1)));
        assertNoticed(fixture().active(PROD, HOME, account(1)), fixture().active(PROD, EU, account(1)));
    }

    @Test
    void noticesAnAccountOfAnyGroupWhoseStatusIsNotKnown() {
        assertNoticed(fixture(), fixture().row(row(AccountStatus.UNKNOWN, SANDBOX)));
    }

    @Test
    void ignoresTheRowsOfOtherGroups() {
        SyncState state = state(fixture());

        assertThat(known(state, fixture().row(row(AccountStatus.ACTIVE, SANDBOX)), LATER)
                        .unchanged(listed("prod", "", "then")))
                .contains(state);
    }

    @Test
    void noticesABadRowAndItsGroups() {
        assertNoticed(fixture(), fixture().bad(Optional.of(SANDBOX)));
        assertNoticed(fixture().bad(Optional.of(SANDBOX)), fixture().bad(Optional.of(PROD)));
        assertNoticed(fixture().bad(Optional.of(SANDBOX)), fixture());
    }

    @Test
    void keepsWhatWasComparedOnlyForAPlanThatIsInSync() {
        KnownStates known = known(state(fixture()), fixture(), NOON);

        for (SyncOutcome outcome : SyncOutcome.values()) {
            boolean isInSync = outcome == SyncOutcome.IN_SYNC || outcome == SyncOutcome.APPLIED;
            ConfigurationReport report =
                    ConfigurationReport.withoutPlan(Optional.of(ARN), "Everywhere", outcome, List.of());
            assertThat(known.comparedWith(report, Optional.of(fixture().plan())).map(ComparedWith::at))
                    .as(outcome.name())
                    .isEqualTo(isInSync ? Optional.of(NOON) : Optional.empty());
            assertThat(known.comparedWith(report, Optional.empty()))
                    .as("%s without a plan", outcome)
                    .isEmpty();
        }
    }

    private static void assertNoticed(SyncFixture before, SyncFixture after) {
        SyncState state = state(before);
        ConfigurationSummary listed = listed("prod", "", "then");

        assertThat(known(state, before, LATER).unchanged(listed)).contains(state);
        assertThat(known(state, after, LATER).unchanged(listed)).isEmpty();
    }

    private static SyncFixture fixture() {
        return new SyncFixture()
                .active(PROD, accounts(2, 4))
                .region(HOME, accounts(2, 4))
                .updatedAt("then");
    }

    /** A row that the configuration of {@link #fixture} does not have. */
    private static RegisteredAccount row(AccountStatus status, Group... groups) {
        return RegisteredAccount.of(account(1), status, Set.of(groups), Optional.empty());
    }

    private static KnownStates known(SyncState state, SyncFixture fixture, Instant now) {
        return new KnownStates(List.of(state), fixture.registry(), now);
    }

    private static ConfigurationSummary listed(String tag, String parameterTag, String updatedAt) {
        return new ConfigurationSummary(ARN, "Everywhere", Optional.of(tag), some(parameterTag), some(updatedAt));
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }

    /** What a run at noon leaves when it finds the configuration in sync with this registry. */
    private static SyncState state(SyncFixture fixture) {
        ConfigurationReport report =
                new Assessment(fixture.plan(), fixture.verdict(), HeldAccounts.NONE, Optional.empty()).report();
        ConfigurationReport inSync = new ConfigurationReport(
                report.configuration(),
                report.name(),
                report.groups(),
                SyncOutcome.IN_SYNC,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                report.digest(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
        Optional<ComparedWith> comparedWith =
                new KnownStates(List.of(), fixture.registry(), NOON).comparedWith(inSync, Optional.of(fixture.plan()));
        assertThat(comparedWith).isPresent();
        return SyncedConfiguration.of(ARN, inSync, fixture.plan().drift(), TRIGGER, NOON, comparedWith)
                .state();
    }

    private static SyncState with(SyncStatus status, SyncState state, Optional<ComparedWith> comparedWith) {
        return new SyncState(
                state.configuration(),
                state.name(),
                state.groups(),
                status,
                state.reasons(),
                state.approvalDigest(),
                state.accounts(),
                state.missing(),
                state.surplus(),
                state.trigger(),
                state.checkedAt(),
                comparedWith);
    }
}
