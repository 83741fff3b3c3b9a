package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncStatus;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks that a failed or incomplete read removes no account, and that the next run repairs what failed. */
class SyncFailuresTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void removesNoAccountBecauseOfAnOutdatedRegistryRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        fixture.registry.afterReading(() -> fixture.active(PROD, accounts(0, 1)));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains(account(0).value(), "changed during the run");
        assertThat(fixture.outcomes(EVERYWHERE)).isEmpty();
        assertThat(InMemorySync.of(fixture.sync(), EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void removesNoAccountWhoseRowHasBecomeUnreadable() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        fixture.registry.afterReading(() -> fixture.registry.write(
                Map.of("accountId", new WrittenValue.Text(account(0).value()))));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void plansAgainAfterAConcurrentUpdate() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.onceBeforeReplace(() -> {
            fixture.configure(EVERYWHERE, "prod", accounts(2, 3));
            fixture.touch(EVERYWHERE, "{\"description\":\"somebody else's\"}");
        });

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.configurations.held(EVERYWHERE).rest().json()).contains("somebody else's");
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(InMemorySync.of(report, EVERYWHERE).applied().get(HOME).added())
                .isEqualTo(accounts(account(1), account(3)));
    }

    @Test
    void failsAfterRepeatedConcurrentUpdates() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 4));
        fixture.configurations.beforeReplace(() -> fixture.touch(EVERYWHERE, "{}"));

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned()).isNotEmpty();
        assertThat(InMemorySync.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(fixture.outcomes(EVERYWHERE)).containsOnly(ChangeOutcome.ABANDONED);
    }

    @Test
    void detectsAnUpdateThatDoesNotReadBackAsSent() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.afterReplace(() -> fixture.touch(EVERYWHERE, "{\"description\":\"lost\"}"));

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems()).singleElement().asString().contains("read back");
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
    }

    @Test
    void auditsAChangeThatCannotBeReadBack() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.afterReplace(() -> fixture.configurations.failFor(EVERYWHERE));

        SyncReport report = fixture.sync();

        Change change =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 1).items().get(0);
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.FAILED);
        assertThat(change.detail())
                .contains("applied, but it could not be read back: " + EVERYWHERE + " is out of reach");
    }

    @Test
    void acceptsAChangeWhoseAnswerWasLost() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.ANSWER_LOST);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(fixture.configurations.tokens()).hasSize(1);
    }

    @Test
    void reportsARejectedChangeAndContinues() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 4));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned().get(HOME).toAdd())
                .containsExactly(account(3));
        assertThat(InMemorySync.of(report, EVERYWHERE).failure()).isPresent();
        assertThat(InMemorySync.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(report.configurationsOutOfSync()).isEqualTo(1);
    }

    @Test
    void repairsAFailureInTheNextRun() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);
        fixture.sync();
        fixture.configurations.recover();

        assertThat(fixture.sync().problems()).isEmpty();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void continuesWhenOneConfigurationCannotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 3));
        fixture.sync();
        fixture.active(PROD, accounts(4, 5));
        fixture.configurations.failFor(EVERYWHERE);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(1, 5));
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
        // Its earlier state is kept.
        assertThat(fixture.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(1, 4), accounts(), accounts()));
    }

    @Test
    void changesNothingWithoutAnAudit() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.ledger.fail();

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void plansNothingFromAnIncompleteRegistry() {
        fixture.active(PROD, accounts(0, 40));
        fixture.registry.rowsPerPage(10);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 40));
        fixture.registry.failAtPage(4);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 40));
        assertThat(report.configurations()).isEmpty();
        assertThat(report.problems()).singleElement().asString().contains("page 4");
    }

    @Test
    void changesNothingWhenTheRegistryHasBecomeEmpty() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        fixture.sync();
        fixture.registry.clear();

        SyncReport report = fixture.sync();
        fixture.configurations.failFor(EVERYWHERE);
        fixture.sync();
        fixture.configurations.recover();
        SyncReport again = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.state(EVERYWHERE).surplus())
                .as("accounts that no row wants")
                .isEqualTo(2);
    }

    @Test
    void continuesWhenOneSourceRegionCannotBeListed() {
        fixture.configurations.fail(PortMethod.ALL, Failure.REFUSED);
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));

        SyncReport report = fixture.sync();

        assertThat(report.failures()).hasSize(2);
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void startsNoChangeWhenNoTimeIsLeft() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.deadline = () -> Duration.ofSeconds(5);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(report.problems()).singleElement().asString().contains("time");
    }

    @Test
    void startsAChangeWhileFifteenSecondsAreLeft() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.deadline = () -> Duration.ofSeconds(15);

        assertThat(fixture.sync().problems()).isEmpty();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
    }

    @Test
    void keepsWhatItKnowsOfAConfigurationForWhichNoTimeIsLeft() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.deadline = () -> Duration.ofSeconds(5);
        fixture.now = InMemorySync.NOON.plusSeconds(3600);

        fixture.sync();

        assertThat(fixture.ledger.states()).hasSize(1);
        assertThat(fixture.state(EVERYWHERE).checkedAt())
                .as("a run that did not check it does not say so")
                .isEqualTo(InMemorySync.NOON);
    }

    @Test
    void doesNotNoteThatAllWereCheckedWhenARegionCouldNotBeListed() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.configurations.fail(PortMethod.ALL, Failure.REFUSED);
        fixture.now = InMemorySync.NOON.plusSeconds(3600);

        fixture.sync();

        assertThat(fixture.state(EVERYWHERE).checkedAt()).isEqualTo(InMemorySync.NOON);
    }

    @Test
    void forgetsNothingWhenTheListCouldNotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.configurations.fail(PortMethod.ALL, Failure.REFUSED);

        fixture.sync();

        assertThat(fixture.ledger.states()).hasSize(1);
    }

    @Test
    void reportsAnUnknownOutcomeOfAKilledRunWhenTheConfigurationHasChangedSince() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        Change started = new Change(
                EVERYWHERE,
                Instant.parse("2026-01-01T00:00:00Z"),
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                InMemorySync.BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"),
                Optional.empty(),
                ChangeOutcome.STARTED,
                Optional.empty(),
                new TreeMap<>(Map.of(HOME, new RegionChange(HOME, accounts(5, 7), accounts(7, 8), accounts()))));
        fixture.ledger.record(started);

        fixture.dryRun();
        List<ChangeOutcome> afterADryRun = fixture.outcomes(EVERYWHERE);
        fixture.sync();

        assertThat(afterADryRun).containsExactly(ChangeOutcome.STARTED);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(fixture.ledger
                        .changes(EVERYWHERE, Optional.empty(), 1)
                        .items()
                        .get(0)
                        .detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("unknown whether it was applied"));
    }
}
