package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static imagefanout.syncdistributions.InMemorySync.of;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncState;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sync does with the SSM parameters of a configuration. */
class SsmParametersTest {
    private static final ParameterName LATEST = new ParameterName("/golden/linux/latest");
    private static final ParameterName OTHER = new ParameterName("/golden/other");
    private static final ParameterEntry TEXT =
            new ParameterEntry("ssmParameterConfigurations/0", Optional.of(account(1)), Optional.of(OTHER), false);
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");

    private final InMemorySync fixture = new InMemorySync();

    /** Three accounts in two Regions, in sync except for the tag. */
    private void managed(Optional<ParameterName> tag, ParameterEntry... entries) {
        fixture.active(PROD, accounts(1, 4));
        tag(EVERYWHERE, tag, accounts(1, 4), List.of(entries));
    }

    private void tag(
            DistributionConfigurationArn arn,
            Optional<ParameterName> tag,
            SortedSet<AccountId> targets,
            List<ParameterEntry> entries) {
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        for (Region region : List.of(HOME, EU)) {
            regions.put(region, new ConfiguredRegion(region, targets, true, List.of(), entries));
        }
        put(arn, tag.map(ParameterName::value), regions);
    }

    /** Changes the tag and nothing else. */
    private void retag(Optional<ParameterName> tag) {
        put(
                EVERYWHERE,
                tag.map(ParameterName::value),
                fixture.configurations.held(EVERYWHERE).regions());
    }

    private void put(
            DistributionConfigurationArn arn, Optional<String> tag, SortedMap<Region, ConfiguredRegion> regions) {
        fixture.configurations.put(new DistributionConfiguration(
                arn, arn.name(), Optional.of("prod"), tag, "", regions, List.of(), new Settings("{}")));
    }

    private static SortedSet<SsmParameter> parameters(ParameterName name, Collection<AccountId> accounts) {
        SortedSet<SsmParameter> parameters = new TreeSet<>();
        accounts.forEach(account -> parameters.add(new SsmParameter(name, account)));
        return parameters;
    }

    private static ParameterEntry entry(ParameterName name, AccountId account) {
        return new ParameterEntry("ssmParameterConfigurations/0", Optional.of(account), Optional.of(name), true);
    }

    /** The parameters of both Regions, which are the same. */
    private SortedSet<SsmParameter> parameters() {
        SortedMap<Region, ConfiguredRegion> regions =
                fixture.configurations.held(EVERYWHERE).regions();
        assertThat(regions.get(EU).parameters()).isEqualTo(regions.get(HOME).parameters());
        return regions.get(HOME).parameters();
    }

    private SyncOutcome sync() {
        return of(fixture.sync(), EVERYWHERE).outcome();
    }

    /** The accounts are targets and have their parameter. */
    private void inSync() {
        managed(Optional.of(LATEST));
        sync();
    }

    @Test
    void givesEachTargetAccountAParameterInEachRegion() {
        managed(Optional.of(LATEST));

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));
        assertThat(sync()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).hasSize(1);
    }

    @Test
    void addsAndRemovesAParameterTogetherWithItsAccount() {
        inSync();
        fixture.put(account(1), AccountStatus.SUSPENDED, PROD);
        fixture.put(account(9), AccountStatus.ACTIVE, PROD);

        SyncOutcome outcome = sync();

        SortedSet<AccountId> left = accounts(account(2), account(3), account(9));
        assertThat(outcome).isEqualTo(SyncOutcome.APPLIED);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(left);
        assertThat(parameters()).isEqualTo(parameters(LATEST, left));
    }

    @Test
    void holdsAParameterTogetherWithItsAccount() {
        inSync();
        fixture.put(account(1), AccountStatus.SUSPENDED, PROD);
        fixture.put(account(2), AccountStatus.SUSPENDED, PROD);

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.held().get(HOME).removals()).isEqualTo(accounts(1, 3));
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));

        fixture.approve(report.digest().orElseThrow().hex());

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(3, 4));
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(3, 4)));
    }

    @Test
    void leavesTheEntriesOfOthersAsTheyAre() {
        managed(Optional.of(LATEST), TEXT, entry(OTHER, account(2)));

        sync();
        fixture.put(account(3), AccountStatus.SUSPENDED, PROD);
        sync();

        assertThat(fixture.configurations.held(EVERYWHERE).regions().get(HOME).parameterEntries())
                .startsWith(TEXT, entry(OTHER, account(2)))
                .hasSize(4);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
    }

    @Test
    void keepsAnAccountThatAnEntryOfSomebodyElseNames() {
        managed(Optional.of(LATEST), entry(OTHER, account(1)));
        sync();
        fixture.put(account(1), AccountStatus.SUSPENDED, PROD);

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.reasons()).first().asString().contains("ssmParameterConfigurations/0 names " + account(1));
        assertThat(parameters()).containsAll(parameters(LATEST, accounts(1, 4)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAConfigurationAloneInWhichSomebodyElseSetTheName(boolean isImage) {
        managed(
                Optional.of(LATEST),
                new ParameterEntry(
                        "ssmParameterConfigurations/0", Optional.of(account(2)), Optional.of(LATEST), isImage));
        fixture.put(account(9), AccountStatus.ACTIVE, PROD);

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(report.reasons())
                .contains("us-east-1: ssmParameterConfigurations/0 sets the SSM parameter /golden/linux/latest of "
                        + account(2) + " and was not written by this fleet: remove the entry, or choose another name in"
                        + " the tag image-fanout:ssm-parameter");
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void doesNotAdoptAnEntryThatSomebodyElseAddsWhileItWrites() {
        managed(Optional.of(LATEST));
        fixture.configurations.onceBeforeReplace(
                () -> tag(EVERYWHERE, Optional.of(LATEST), accounts(1, 4), List.of(entry(LATEST, account(1)))));

        assertThat(sync()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void doesNotAdoptAnEntryThatSomebodyElseAddsAfterARefusedUpdate() {
        managed(Optional.of(LATEST));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);
        sync();
        fixture.configurations.recover();
        tag(EVERYWHERE, Optional.empty(), accounts(1, 4), List.of(entry(LATEST, account(1))));

        assertThat(sync()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 2)));
    }

    @Test
    void doesNotAdoptAnEntryOfAConfigurationThatWasDeletedAndCreatedAgain() {
        inSync();
        fixture.configurations.delete(EVERYWHERE);
        fixture.sync();
        tag(EVERYWHERE, Optional.empty(), accounts(1, 4), List.of(entry(LATEST, account(1))));

        assertThat(sync()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 2)));
    }

    @Test
    void forgetsTheNamesOfADeletedConfigurationButNotOfOneWithoutItsTag() {
        inSync();
        fixture.configure(SANDBOXES, "prod", accounts(1, 4));
        fixture.tagParameter(SANDBOXES, LATEST.value());
        fixture.sync();
        fixture.configurations.delete(EVERYWHERE);
        fixture.configure(SANDBOXES, Optional.empty(), Map.of(HOME, accounts(1, 4)), List.of());

        fixture.sync();

        assertThat(fixture.ledger.states()).isEmpty();
        assertThat(fixture.ledger.parameterNames(EVERYWHERE)).isEmpty();
        assertThat(fixture.ledger.parameterNames(SANDBOXES)).containsExactly(LATEST);
    }

    @Test
    void doesNotAdoptTheEntriesOfACreationThatAPersonMade() {
        fixture.active(PROD, accounts(1, 4));
        declare("/golden/linux/latest");
        fixture.configurations.fail(PortMethod.CREATE, Failure.REFUSED);
        fixture.sync();
        fixture.configurations.recover();
        DistributionConfigurationArn arn = InMemorySync.arn(HOME, "declared");
        tag(arn, Optional.of(LATEST), accounts(1, 4), List.of(entry(OTHER, account(1))));

        fixture.sync();

        assertThat(fixture.configurations.held(arn).regions().get(EU).parameters())
                .contains(new SsmParameter(OTHER, account(1)));
    }

    @Test
    void removesNothingAfterTheLossOfItsOwnRecords() {
        inSync();
        fixture.ledger.noteParameterNames(EVERYWHERE, new TreeSet<>());
        fixture.put(account(1), AccountStatus.SUSPENDED, PROD);

        assertThat(sync()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));

        tag(EVERYWHERE, Optional.of(LATEST), accounts(1, 4), List.of());

        assertThat(sync()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(2, 4)));
    }

    @Test
    void changesTheNameWithinTheLimits() {
        fixture.active(PROD, accounts(1, 2));
        tag(EVERYWHERE, Optional.of(LATEST), accounts(1, 2), List.of());
        sync();

        retag(Optional.of(OTHER));

        assertThat(sync()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(parameters()).isEqualTo(parameters(OTHER, accounts(1, 2)));
        assertThat(fixture.ledger.parameterNames(EVERYWHERE)).containsExactly(OTHER);
    }

    @Test
    void holdsAChangeOfTheNameBeyondTheLimits() {
        inSync();
        retag(Optional.of(OTHER));

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.reasons())
                .containsExactly("3 of 3 accounts would be removed or lose their SSM parameter; the limit without"
                        + " approval is 1. All removals are on hold");
        assertThat(report.held().get(EU).removals()).isEqualTo(accounts(1, 4));
        // Three additions are below their limit, so that consumers may move to the new name.
        assertThat(parameters()).hasSize(6);

        fixture.approve(report.digest().orElseThrow().hex());

        assertThat(parameters()).isEqualTo(parameters(OTHER, accounts(1, 4)));
    }

    @Test
    void removesItsEntriesWithTheTag() {
        inSync();
        retag(Optional.empty());

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);
        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));
        fixture.approve(report.digest().orElseThrow().hex());

        assertThat(parameters()).isEmpty();
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.ledger.parameterNames(EVERYWHERE)).isEmpty();
        assertThat(sync()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void forgetsANameOnceSomebodyElseHasRemovedItsEntries() {
        inSync();
        tag(EVERYWHERE, Optional.empty(), accounts(1, 4), List.of());
        sync();
        tag(EVERYWHERE, Optional.empty(), accounts(1, 4), List.of(entry(LATEST, account(1))));

        assertThat(sync()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 2)));
    }

    @Test
    void noticesAnotherTagAlthoughNothingElseHasChanged() {
        fixture.configurations.freezeUpdatedAt();
        managed(Optional.empty());
        fixture.scheduled();
        retag(Optional.of(LATEST));

        fixture.scheduled();

        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));
    }

    @Test
    void addsNoParameterUntilEachPipelineHasAnExecutionRole() {
        managed(Optional.of(LATEST));
        fixture.put(account(9), AccountStatus.ACTIVE, PROD);
        fixture.configurations.pipelinesWithoutRole(new TreeSet<>(Set.of(PIPELINE)));

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        String why = "no entry for the SSM parameter /golden/linux/latest is added until each pipeline that uses the"
                + " configuration has an execution role. Without one: " + PIPELINE;
        SyncState state = fixture.ledger.states().get(0);
        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.reasons()).containsExactly(why);
        assertThat(state.reasons()).containsExactly(why);
        assertThat(state.approvalDigest()).isEmpty();
        assertThat(fixture.targets(EVERYWHERE)).contains(account(9));
        assertThat(parameters()).isEmpty();
        assertThat(fixture.sync().problems()).isEmpty();
        assertThat(fixture.configurations.tokens()).hasSize(1);

        fixture.configurations.pipelinesWithoutRole(new TreeSet<>());

        assertThat(sync()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(parameters()).isEqualTo(parameters(LATEST, fixture.targets(EVERYWHERE)));
    }

    @Test
    void noApprovalReplacesAnExecutionRole() {
        managed(Optional.of(LATEST));
        fixture.active(PROD, accounts(10, 20));
        fixture.configurations.pipelinesWithoutRole(new TreeSet<>(Set.of(PIPELINE)));

        String digest = of(fixture.dryRun(), EVERYWHERE).digest().orElseThrow().hex();
        ConfigurationReport report = of(fixture.approve(digest), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.reasons()).singleElement().asString().contains(PIPELINE.toString());
        assertThat(fixture.targets(EVERYWHERE)).hasSize(13);
        assertThat(parameters()).isEmpty();
    }

    @Test
    void removesAnEntryWithItsAccountWhateverThePipelinesHave() {
        inSync();
        fixture.put(account(1), AccountStatus.SUSPENDED, PROD);
        fixture.put(account(9), AccountStatus.ACTIVE, PROD);
        fixture.configurations.pipelinesWithoutRole(new TreeSet<>(Set.of(PIPELINE)));

        assertThat(sync()).isEqualTo(SyncOutcome.HELD);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(account(2), account(3), account(9)));
        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(2, 4)));
    }

    @Test
    void keepsTheOldNameUntilTheNewOneMayBeWritten() {
        fixture.active(PROD, accounts(1, 2));
        tag(EVERYWHERE, Optional.of(LATEST), accounts(1, 2), List.of());
        sync();
        fixture.configurations.pipelinesWithoutRole(new TreeSet<>(Set.of(PIPELINE)));
        retag(Optional.of(OTHER));

        assertThat(sync()).isEqualTo(SyncOutcome.HELD);

        assertThat(parameters()).isEqualTo(parameters(LATEST, accounts(1, 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "golden linux", "golden/linux", "/golden//linux", "/golden/", "/aws/golden", "SSM-golden"})
    void leavesAConfigurationAloneWhoseTagIsNoParameterName(String tag) {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        put(
                EVERYWHERE,
                Optional.of(tag),
                fixture.configurations.held(EVERYWHERE).regions());

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(report.reasons())
                .first()
                .asString()
                .startsWith("its tag image-fanout:ssm-parameter cannot be read: ");
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void auditsTheParametersOfEachRegion() {
        managed(Optional.of(LATEST));
        sync();

        SortedMap<Region, RegionChange> regions = fixture.ledger
                .changes(EVERYWHERE, Optional.empty(), 1)
                .items()
                .get(0)
                .regions();

        assertThat(regions.keySet()).containsExactly(EU, HOME);
        assertThat(regions.values())
                .extracting(RegionChange::parameters)
                .containsOnly(new ParameterChange(parameters(LATEST, accounts(1, 4)), new TreeSet<>()));
    }

    @Test
    void failsWhenTheServiceDidNotKeepAParameter() {
        managed(Optional.of(LATEST));
        fixture.configurations.afterReplace(
                () -> tag(EVERYWHERE, Optional.of(LATEST), accounts(1, 4), List.of(entry(LATEST, account(1)))));

        ConfigurationReport report = of(fixture.sync(), EVERYWHERE);

        assertThat(report.outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.reasons()).singleElement().asString().startsWith("what was read back after the change");
    }

    @Test
    void anApprovalNamesTheParameters() {
        inSync();
        retag(Optional.empty());
        String digest = of(fixture.dryRun(), EVERYWHERE).digest().orElseThrow().hex();
        retag(Optional.of(OTHER));

        assertThat(of(fixture.dryRun(), EVERYWHERE).digest().orElseThrow().hex())
                .isNotEqualTo(digest);
        assertThat(fixture.approve(digest).isApprovalMatched()).isFalse();
    }

    @Test
    void createsADeclaredConfigurationWithItsParameters() {
        fixture.active(PROD, accounts(1, 4));
        declare("/golden/linux/latest");

        fixture.sync();

        DistributionConfigurationArn arn = InMemorySync.arn(HOME, "declared");
        ConfiguredRegion eu = fixture.configurations.held(arn).regions().get(EU);
        assertThat(eu.parameters()).isEqualTo(parameters(LATEST, accounts(1, 4)));
        assertThat(fixture.ledger.parameterNames(arn)).containsExactly(LATEST);
        assertThat(of(fixture.sync(), arn).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void keepsItsNamesWhileTheListDoesNotShowItsCreationYet() {
        fixture.active(PROD, accounts(1, 4));
        declare("/golden/linux/latest");
        fixture.sync();
        fixture.configurations.unlist(InMemorySync.arn(HOME, "declared"));
        fixture.sync();
        fixture.configurations.recover();

        assertThat(fixture.sync().problems()).isEmpty();
    }

    @Test
    void rejectsADeclarationWhoseParameterNameIsInvalid() {
        fixture.active(PROD, accounts(1, 4));
        declare("/aws/golden");

        assertThat(fixture.sync().badRows()).singleElement().asString().contains("/aws/golden");
    }

    private void declare(String name) {
        fixture.declarations.write(Map.of(
                "name", new WrittenValue.Text("declared"),
                "regions", new WrittenValue.Texts(List.of("us-east-1", "eu-west-1")),
                "groups", new WrittenValue.Texts(List.of("prod")),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}"),
                "tags", new WrittenValue.Pairs(Map.of("image-fanout:ssm-parameter", name))));
    }
}
