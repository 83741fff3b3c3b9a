package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOX;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SyncDistributionsTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void setsTheTargetAccountsOfTheRegistry() {
        fixture.active(PROD, accounts(1, 4));
        fixture.put(account(0), AccountStatus.SUSPENDED, PROD);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(report.problems()).isEmpty();
        assertThat(report.accountsAdded()).isEqualTo(1);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        assertThat(report.configurationsOutOfSync()).isZero();
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
    }

    @Test
    void recordsAnAuditOfEachChange() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        fixture.sync();

        Change change =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(change.trigger()).isEqualTo(InMemorySync.BY_HAND);
        assertThat(change.regions().get(HOME).before()).isEqualTo(RegionChange.Targets.of(accounts(0, 3)));
        assertThat(change.regions().get(HOME).after()).isEqualTo(RegionChange.Targets.of(accounts(1, 4)));
    }

    @Test
    void warnsWhenTheBuildAccountLeavesARegionWithoutTargetAccounts() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 2), EU, accounts()), List.of());

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).applied().get(EU).removed())
                .containsExactly(GoldenImages.OWNER);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        Change change =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(change.regions().get(EU).removed()).containsExactly(GoldenImages.OWNER);
        assertThat(change.regions().get(EU).after()).isEqualTo(RegionChange.Targets.of(accounts(0, 2)));
    }

    @Test
    void removesAccountsThatTheRegistryStillExcludes() {
        fixture.active(PROD, accounts(2, 44));
        fixture.put(account(0), AccountStatus.SUSPENDED, PROD);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 44));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 44));
    }

    @Test
    void changesNothingForTheSameRegistryTwice() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.sync();

        SyncReport again = fixture.sync();

        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void usesAnotherTokenForOtherAccountsOtherRegionsAndAnotherState() {
        fixture.active(PROD, accounts(1, 4));
        syncsFrom(accounts(1, 3), accounts(1, 4));
        syncsFrom(accounts(1, 4), accounts(1, 3));
        syncsFrom(accounts(1, 2), accounts(1, 4));
        fixture.active(PROD, accounts(4, 5));
        syncsFrom(accounts(1, 3), accounts(1, 4));

        assertThat(fixture.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
    }

    /** The service takes a token that it knows as a repetition, and changes nothing. */
    @Test
    void usesTheSameTokenOnlyForTheSameChange() {
        String token = token("", accounts(1, 3), accounts(1, 4));

        assertThat(token("", accounts(1, 3), accounts(1, 4))).isEqualTo(token);
        assertThat(List.of(
                        token,
                        token("", accounts(1, 2), accounts(1, 4)),
                        token("", accounts(1, 3), accounts(1, 5)),
                        token("/golden", accounts(1, 3), accounts(1, 4)),
                        token("/other", accounts(1, 3), accounts(1, 4))))
                .doesNotHaveDuplicates();
    }

    /** Of the first change of a configuration, always at the same time. */
    private static String token(String parameter, SortedSet<AccountId> before, SortedSet<AccountId> after) {
        InMemorySync sync = new InMemorySync();
        sync.configurations.freezeUpdatedAt();
        sync.active(PROD, after);
        sync.configure(EVERYWHERE, "prod", before);
        if (!parameter.isEmpty()) {
            sync.tagParameter(EVERYWHERE, parameter);
        }
        sync.sync();
        return sync.configurations.tokens().get(0).hex();
    }

    @Test
    void readsEveryConfigurationWhenAPersonAsksButNotOnSchedule() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();

        int before = fixture.configurations.reads().size();
        SyncReport scheduled = fixture.scheduled();
        int afterSchedule = fixture.configurations.reads().size();
        fixture.dryRun();
        fixture.sync();

        assertThat(afterSchedule).isEqualTo(before);
        assertThat(InMemorySync.of(scheduled, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.reads()).hasSize(before + 2);
    }

    @Test
    void keepsAnUnchangedConfigurationAndNotesThatItWasChecked() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.now = InMemorySync.NOON.plusSeconds(3600);

        fixture.scheduled();

        assertThat(fixture.state(EVERYWHERE).checkedAt()).isEqualTo(fixture.now);
    }

    @Test
    void writesNothingInADryRun() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.declare("declared", "prod");

        SyncReport report = fixture.dryRun();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(fixture.configurations.tokens()).isEmpty();
        assertThat(fixture.ledger.states()).isEmpty();
        assertThat(fixture.outcomes(EVERYWHERE)).isEmpty();
        assertThat(report.configurations())
                .extracting(ConfigurationReport::outcome)
                .containsExactly(SyncOutcome.PLANNED, SyncOutcome.PLANNED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned().get(HOME).toAdd())
                .containsExactly(account(3));
    }

    @Test
    void neverReadsOrWritesAConfigurationWithoutTheTag() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = fixture.sync();
        SyncReport named = fixture.only(EVERYWHERE);

        assertThat(fixture.configurations.reads()).isEmpty();
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(report.configurations()).isEmpty();
        assertThat(named.failures()).singleElement().asString().contains("has no tag image-fanout:groups");
    }

    @Test
    void reportsThatTheTagOfTheRequestedConfigurationIsGone() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        // The hook runs once: the list sets it again for the read.
        fixture.configurations.beforeRead(() -> fixture.configurations.beforeRead(
                () -> fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of())));

        SyncReport named = fixture.only(EVERYWHERE);

        assertThat(named.failures()).singleElement().asString().contains("has no tag image-fanout:groups");
        assertThat(named.configurations()).isEmpty();
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @Test
    void syncsOnlyTheRequestedConfiguration() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        fixture.configure(SANDBOXES, "prod", accounts(1, 2));

        fixture.only(EVERYWHERE);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(1, 2));
    }

    @Test
    void namesAMissingConfiguration() {
        DistributionConfigurationArn elsewhere = InMemorySync.arn(new Region("ap-south-1"), "everywhere");

        assertThat(fixture.only(EVERYWHERE).failures()).containsExactly("there is no configuration " + EVERYWHERE);
        assertThat(fixture.only(elsewhere).failures())
                .singleElement()
                .asString()
                .contains("source Regions");
    }

    @Test
    void namesTheAccountsThatTheRegistryNeverHad() {
        fixture.active(PROD, accounts(0, 3));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        SyncReport first = run();
        fixture.active(PROD, accounts(3, 5));
        SyncReport dry = fixture.dryRun();
        SyncReport unnoted = fixture.sync();
        SyncReport noted = run();
        fixture.registry.delete(account(4));
        fixture.sync();
        fixture.active(PROD, accounts(4, 5));

        assertThat(first.firstSeen()).isEmpty();
        assertThat(dry.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(unnoted.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(noted.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(run().firstSeen()).isEmpty();
    }

    /** A run that reports what it has seen. */
    private SyncReport run() {
        SyncReport report = fixture.sync();
        fixture.syncDistributions().note(report);
        return report;
    }

    @Test
    void waitsForTheSeedOfATaggedConfiguration() {
        fixture.active(SANDBOX, accounts(7, 8));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));

        SyncReport dry = fixture.dryRun();
        fixture.sync();
        SyncReport again = fixture.sync();
        SyncState waiting = fixture.state(EVERYWHERE);
        fixture.seedRegistry().seed(EVERYWHERE, Optional.empty(), SyncRequest.Mode.APPLY);
        SyncReport seeded = fixture.sync();

        for (SyncReport report : List.of(dry, again)) {
            ConfigurationReport tagged = InMemorySync.of(report, EVERYWHERE);
            assertThat(tagged.outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
            assertThat(tagged.planned()).isEmpty();
            assertThat(tagged.reasons()).singleElement().asString().contains("[prod]", "\"seedRegistry\": true");
            assertThat(report.problems()).isEmpty();
            assertThat(report.configurationsOutOfSync()).isZero();
        }
        assertThat(waiting.status()).isEqualTo(SyncStatus.WAITING_FOR_SEED);
        assertThat(waiting.accounts()).isEqualTo(2);
        assertThat(waiting.surplus()).isZero();
        assertThat(InMemorySync.of(seeded, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void waitsForTheSeedAfterABadRowStoppedAnEarlierRun() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text("12345678901"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        SyncReport stopped = fixture.sync();
        fixture.registry.clear();

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(stopped, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
    }

    @Test
    void waitsForASeedThatIsNotFinished() {
        fixture.active(PROD, accounts(0, 1));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        fixture.ledger.beginSeeding(EVERYWHERE);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void appliesAPlanTwiceWithinOneInstant() {
        fixture.configurations.freezeUpdatedAt();
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        for (int i = 0; i < 4; i++) {
            fixture.active(PROD, accounts(2, 3));
            fixture.sync();
            fixture.registry.delete(account(2));
            fixture.sync();
        }

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(fixture.configurations.tokens()).hasSize(7).doesNotHaveDuplicates();
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(7).containsOnly(ChangeOutcome.APPLIED);
    }

    @Test
    void warnsOfAStatusThatItDoesNotKnowAndRemovesNobody() {
        fixture.active(PROD, accounts(1, 3));
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(0).value()),
                "status", new WrittenValue.Text("Hibernating"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains(account(0).value(), "Hibernating");
    }

    @Test
    void syncsAnAccountWhoseNameIsNull() {
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(0).value()),
                "status", new WrittenValue.Text("active"),
                "name", new WrittenValue.Other("null"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts());

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 1));
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).singleElement().asString().contains("name is null");
    }

    @Test
    void namesABadRowAndTheConfigurationsThatItBlocks() {
        fixture.active(PROD, accounts(1, 4));
        fixture.active(SANDBOX, accounts(7, 8));
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text("12345678901"),
                "status", new WrittenValue.Text("ACTIVE"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        fixture.configure(SANDBOXES, "sandbox", accounts());

        SyncReport report = fixture.sync();

        assertThat(report.badRows()).singleElement().asString().contains("12345678901");
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(report, EVERYWHERE).reasons())
                .singleElement()
                .asString()
                .contains("12345678901");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(7, 8));
    }

    @Test
    void skipsAConfigurationThatCannotBeWrittenBack() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(1, 2)), List.of("unknown setting /brandNew"));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(report.problems()).singleElement().asString().contains("/brandNew");
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.SKIPPED);
        assertThat(fixture.state(EVERYWHERE).missing()).isEqualTo(2);
    }

    @Test
    void skipsAConfigurationWithAMalformedTag() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod,sandbox", accounts(1, 2));

        SyncReport report = fixture.sync();

        assertThat(report.problems()).singleElement().asString().contains("prod,sandbox");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
    }

    @Test
    void syncsEverySourceRegion() {
        DistributionConfigurationArn european = InMemorySync.arn(EU, "everywhere");
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(european, "prod", accounts(1, 3));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.targets(european)).isEqualTo(accounts(1, 4));
    }

    @Test
    void usesAnotherTokenForEachChangeBackAndForth() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.sync();
        fixture.active(PROD, accounts(2, 3));
        fixture.sync();
        fixture.registry.delete(account(2));
        fixture.sync();
        fixture.active(PROD, accounts(2, 3));
        fixture.sync();

        assertThat(fixture.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
        assertThat(fixture.configurations.tokens())
                .allSatisfy(token -> assertThat(token.hex().length()).isLessThanOrEqualTo(36));
    }

    @Test
    void forgetsAConfigurationThatIsNoLongerManaged() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 3));
        fixture.sync();
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 3)), List.of());

        fixture.sync();

        assertThat(fixture.ledger.states()).extracting(SyncState::configuration).containsExactly(SANDBOXES);
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void showsTheDriftOfEveryRegion() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(
                EVERYWHERE,
                Optional.of("prod"),
                new TreeMap<>(Map.of(HOME, accounts(0, 6), EU, accounts(2, 6))),
                List.of());

        fixture.sync();

        assertThat(fixture.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(0, 6), accounts(), accounts(0, 2)))
                .containsEntry(EU, new RegionDrift(EU, accounts(2, 6), accounts(), accounts()));
    }

    private void syncsFrom(SortedSet<AccountId> atHome, SortedSet<AccountId> inEurope) {
        fixture.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, atHome, new Region("eu-west-1"), inEurope), List.of());
        fixture.sync();
    }
}
