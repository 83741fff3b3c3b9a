package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks configurations that the sync creates. */
class DeclaredConfigurationsTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void forgetsADeclaredConfigurationWhoseTagWasRemoved() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("everywhere", "prod");
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 4)), List.of());

        SyncReport report = fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void createsNothingWithoutAnAudit() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("declared", "prod");
        fixture.ledger.fail();

        SyncReport report = fixture.sync();

        assertThat(report.problems()).anyMatch(trouble -> trouble.contains("declared"));
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void createsNothingOnceAnImportHasBegun() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("declared", "prod");
        fixture.configurations.beforeRead(() -> fixture.registry.mark(
                ImportMark.NONE,
                ImportMark.NONE.standing(
                        "import", InMemorySync.NOON, InMemorySync.NOON, new TreeMap<>(), Optional.empty())));

        SyncReport report = fixture.sync();

        assertThat(report.problems())
                .as("no failure: the end of the import starts a sync")
                .isEmpty();
        assertThat(report.configurations()).singleElement().satisfies(declared -> assertThat(declared.reasons())
                .singleElement()
                .asString()
                .contains("an import of accounts has begun"));
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void createsADeclaredConfigurationOnce() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("declared", "prod");
        DistributionConfigurationArn arn = InMemorySync.arn(HOME, "declared");

        SyncReport first = fixture.sync();
        SyncReport second = fixture.sync();

        assertThat(fixture.targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(InMemorySync.of(first, arn).outcome()).isEqualTo(SyncOutcome.CREATED);
        assertThat(InMemorySync.of(second, arn).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(arn)).containsExactly(ChangeOutcome.CREATED);
        assertThat(InMemorySync.of(first, arn).planned().get(EU).toAdd()).isEqualTo(accounts(1, 4));
        assertThat(first.accountsAdded()).isEqualTo(3);
        assertThat(fixture.state(arn).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    /** The service takes a token that it knows as a repetition, and creates nothing. */
    @Test
    void usesTheSameTokenOnlyForTheSameCreation() {
        String token = token("linux", 4);

        assertThat(token("linux", 4)).isEqualTo(token);
        assertThat(token("windows", 4)).isNotEqualTo(token);
        assertThat(token("linux", 5)).isNotEqualTo(token);
    }

    private static String token(String tag, int accounts) {
        InMemorySync sync = new InMemorySync();
        sync.active(PROD, accounts(1, accounts));
        sync.declarations.write(Map.of(
                "name", new WrittenValue.Text("declared"),
                "regions", new WrittenValue.Texts(List.of("us-east-1")),
                "groups", new WrittenValue.Texts(List.of("prod")),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}"),
                "tags", new WrittenValue.Pairs(Map.of("os", tag))));
        sync.sync();
        return sync.configurations.tokens().get(0).hex();
    }

    @Test
    void findsADeclaredConfigurationAfterALostAnswer() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("declared", "prod");
        fixture.configurations.fail(PortMethod.CREATE, Failure.ANSWER_LOST);
        SyncReport first = fixture.sync();
        fixture.configurations.recover();

        SyncReport second = fixture.sync();

        assertThat(first.problems()).hasSize(1);
        assertThat(second.problems()).isEmpty();
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(fixture.state(InMemorySync.arn(HOME, "declared")).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void doesNotClaimAConfigurationThatAnotherCallerCreated() {
        takenBeforeItIsListed();

        SyncReport report = fixture.sync();
        fixture.configurations.recover();
        fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).isEmpty();
    }

    @Test
    void auditsACreationOfAKilledRunOnceItIsListed() {
        takenBeforeItIsListed();
        Creation dead = new Creation(
                HOME,
                "declared",
                Instant.EPOCH,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                new SyncTrigger(SyncTrigger.Kind.MANUAL, "a person"),
                new Digest("0123456789abcdef0123456789abcdef"));
        fixture.ledger.beginCreation(dead);

        fixture.sync();
        fixture.configurations.recover();
        fixture.sync();

        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(fixture.ledger.creation(HOME, "declared")).isEmpty();
    }

    private void takenBeforeItIsListed() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(InMemorySync.arn(HOME, "declared"), "prod", accounts(1, 4));
        fixture.configurations.unlist(InMemorySync.arn(HOME, "declared"));
        fixture.declare("declared", "prod");
    }

    @Test
    void createsNoConfigurationWithoutAccounts() {
        fixture.declare("declared", "prod");

        SyncReport report = fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void doesNotManageADeclaredConfigurationWithoutTheTag() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declare("everywhere", "prod");
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = fixture.sync();

        assertThat(report.problems()).singleElement().asString().contains("has no tag");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @Test
    void namesABadDeclarationAndContinues() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declarations.write(Map.of("name", new WrittenValue.Text("half done")));
        fixture.declare("declared", "prod");

        SyncReport report = fixture.sync();

        assertThat(report.badRows()).singleElement().asString().contains("half done");
        assertThat(fixture.targets(InMemorySync.arn(HOME, "declared"))).isEqualTo(accounts(1, 4));
    }

    @Test
    void syncsExistingConfigurationsWhenTheDeclarationsCannotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.declarations.fail();

        SyncReport report = fixture.sync();

        assertThat(report.failures()).hasSize(1);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
    }
}
