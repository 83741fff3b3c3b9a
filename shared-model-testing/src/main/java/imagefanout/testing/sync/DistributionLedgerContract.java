package imagefanout.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ComparedWith;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every ledger of managed configurations promises. */
public abstract class DistributionLedgerContract {
    private static final DistributionConfigurationArn EVERYWHERE = arn("everywhere");
    private static final DistributionConfigurationArn SANDBOXES = arn("sandboxes");
    private static final Region US = new Region("us-east-1");
    private static final Region EU = new Region("eu-west-1");
    private static final AccountId A = new AccountId("111111111111");
    private static final AccountId B = new AccountId("222222222222");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SyncTrigger BY_HAND = new SyncTrigger(SyncTrigger.Kind.MANUAL, "approved something");

    /** The ledger under test, empty at the start of each test. */
    protected abstract DistributionLedger ledger();

    @Test
    void returnsNothingForAConfigurationThatWasNeverChecked() {
        assertThat(ledger().states()).isEmpty();
        assertThat(ledger().configuration(EVERYWHERE)).isEmpty();
        assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void keepsTheStateOfAConfiguration() {
        SyncedConfiguration held = held();
        ledger().record(held);

        assertThat(ledger().configuration(EVERYWHERE)).contains(held);
    }

    @Test
    void replacesTheStateOfAConfiguration() {
        ledger().record(held());
        SyncedConfiguration later = inSync(EVERYWHERE, NOON.plusSeconds(60));
        ledger().record(later);

        assertThat(ledger().configuration(EVERYWHERE)).contains(later);
    }

    @Test
    void keepsAConfigurationWithoutRegions() {
        SyncedConfiguration failed = new SyncedConfiguration(
                state(EVERYWHERE, SyncStatus.FAILED, NOON, List.of("AccessDenied"), Optional.empty()), new TreeMap<>());
        ledger().record(failed);

        assertThat(ledger().configuration(EVERYWHERE)).contains(failed);
    }

    @Test
    void keepsTheLargestConfiguration() {
        SortedSet<AccountId> accounts = new TreeSet<>();
        for (int i = 0; i < 1536; i++) {
            accounts.add(new AccountId(String.format("%012d", 500_000_000_000L + i)));
        }
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        SortedMap<Region, RegionChange> changed = new TreeMap<>();
        for (int i = 1; i <= 20; i++) {
            Region region = new Region("eu-west-" + i);
            regions.put(region, new RegionDrift(region, accounts, accounts(), accounts));
            changed.put(region, new RegionChange(region, accounts, accounts(), accounts));
        }
        SyncedConfiguration large = new SyncedConfiguration(
                state(EVERYWHERE, SyncStatus.HELD, NOON, List.of("too many"), Optional.empty()), regions);
        Change change = change(EVERYWHERE, NOON, ChangeOutcome.APPLIED, changed);

        ledger().record(large);
        ledger().record(change);

        assertThat(ledger().configuration(EVERYWHERE)).contains(large);
        assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 10).items()).containsExactly(change);
    }

    @Test
    void listsConfigurationsPageByPageWithTheirNewestChanges() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Change change = change(EVERYWHERE, NOON.plusSeconds(i), ChangeOutcome.APPLIED, usGains(B));
            ledger().record(change);
            changes.add(0, change);
        }
        ledger().record(held());
        ledger().record(inSync(SANDBOXES, NOON));
        ledger().checked(NOON.plusSeconds(60));

        var first = ledger().list(Optional.empty(), 1);
        var second = ledger().list(first.next(), 1);

        SyncedConfiguration held = ledger().configuration(EVERYWHERE).orElseThrow();
        assertThat(first.items())
                .containsExactly(new ListedConfiguration(held, changes.subList(0, ListedConfiguration.MAX_CHANGES)));
        assertThat(first.next()).contains(EVERYWHERE);
        assertThat(second.items())
                .containsExactly(new ListedConfiguration(
                        ledger().configuration(SANDBOXES).orElseThrow(), List.of()));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void keepsWhatAConfigurationWasComparedWithAndWhenAllWereChecked() {
        SyncState state = inSync(SANDBOXES, NOON).state();
        SyncState compared = new SyncState(
                state.configuration(),
                state.name(),
                state.groups(),
                state.status(),
                state.reasons(),
                state.approvalDigest(),
                state.accounts(),
                state.missing(),
                state.surplus(),
                state.trigger(),
                NOON,
                Optional.of(new ComparedWith(new Digest("0123456789abcdef0123456789abcdef"), NOON)));
        ledger().record(new SyncedConfiguration(
                compared, inSync(SANDBOXES, NOON).regions()));
        assertThat(ledger().states()).containsExactly(compared);

        ledger().checked(NOON.plusSeconds(60));

        assertThat(ledger().states()).containsExactly(compared.checked(NOON.plusSeconds(60)));
        assertThat(ledger().configuration(SANDBOXES).orElseThrow().state())
                .isEqualTo(compared.checked(NOON.plusSeconds(60)));
        ledger().record(inSync(SANDBOXES, NOON.plusSeconds(90)));
        assertThat(ledger().states().get(0).checkedAt()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void keepsEachOfManyStatesWithSmallDifferences() {
        Random random = new Random(7);
        List<Region> regions = List.of(US, EU, new Region("eu-west-9"));
        for (int i = 0; i < 300; i++) {
            SortedMap<Region, RegionDrift> drift = new TreeMap<>();
            for (Region region : regions.subList(0, random.nextInt(20) == 0 ? 2 : 3)) {
                drift.put(region, new RegionDrift(region, some(random), some(random), some(random)));
            }
            SyncedConfiguration now = new SyncedConfiguration(
                    state(EVERYWHERE, SyncStatus.IN_SYNC, NOON, List.of(), Optional.empty()), drift);
            ledger().record(now);

            assertThat(ledger().configuration(EVERYWHERE)).contains(now);
        }
    }

    private static SortedSet<AccountId> some(Random random) {
        SortedSet<AccountId> some = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            if (random.nextInt(4) > 0) {
                some.add(new AccountId(Long.toString(500_000_000_000L + i)));
            }
        }
        return some;
    }

    @Test
    void listsEveryManagedConfiguration() {
        ledger().record(inSync(SANDBOXES, NOON));
        ledger().record(held());

        assertThat(ledger().states())
                .containsExactly(held().state(), inSync(SANDBOXES, NOON).state());
    }

    @Test
    void forgetsAConfigurationAndKeepsItsChanges() {
        ledger().record(held());
        Change change = change(EVERYWHERE, NOON, ChangeOutcome.APPLIED, usGains(B));
        ledger().record(change);
        ledger().forget(EVERYWHERE);
        ledger().forget(SANDBOXES);

        assertThat(ledger().states()).isEmpty();
        assertThat(ledger().configuration(EVERYWHERE)).isEmpty();
        assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 10).items()).containsExactly(change);
    }

    @Test
    void replacesAChangeWithItsResult() {
        ledger().record(change(EVERYWHERE, NOON, ChangeOutcome.STARTED, usGains(B)));
        Change applied = change(EVERYWHERE, NOON, ChangeOutcome.APPLIED, usGains(B));
        ledger().record(applied);

        assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 10).items()).containsExactly(applied);
    }

    @Test
    void showsChangesNewestFirstPageByPage() {
        Change first = change(EVERYWHERE, NOON, ChangeOutcome.APPLIED, usGains(A));
        Change second = change(EVERYWHERE, NOON.plusMillis(1), ChangeOutcome.ABANDONED, usGains(B));
        Change third = change(EVERYWHERE, NOON.plusSeconds(3600), ChangeOutcome.CREATED, new TreeMap<>());
        List.of(second, third, first).forEach(ledger()::record);
        ledger().record(change(SANDBOXES, NOON, ChangeOutcome.APPLIED, usGains(A)));

        ResultPage<Change, Change.Position> page = ledger().changes(EVERYWHERE, Optional.empty(), 2);
        ResultPage<Change, Change.Position> rest = ledger().changes(EVERYWHERE, page.next(), 2);

        assertThat(page.items()).containsExactly(third, second);
        assertThat(page.next()).contains(second.position());
        assertThat(rest.items()).containsExactly(first);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void keepsTheAccountsOnHold() {
        SortedSet<AccountId> most = new TreeSet<>();
        for (int i = 0; i < 20 * 1536; i++) {
            most.add(new AccountId(String.format("%012d", 500_000_000_000L + i)));
        }

        HeldAccounts both = new HeldAccounts(accounts(A), accounts(A, B));
        ledger().hold(EVERYWHERE, both);
        ledger().record(inSync(EVERYWHERE, NOON));
        ledger().forget(EVERYWHERE);

        assertThat(ledger().held(EVERYWHERE)).isEqualTo(both);
        assertThat(ledger().held(SANDBOXES)).isEqualTo(HeldAccounts.NONE);
        assertThat(ledger().states()).isEmpty();

        ledger().hold(EVERYWHERE, new HeldAccounts(most, accounts()));
        assertThat(ledger().held(EVERYWHERE)).isEqualTo(new HeldAccounts(most, accounts()));

        ledger().hold(EVERYWHERE, HeldAccounts.NONE);
        ledger().hold(EVERYWHERE, HeldAccounts.NONE);

        assertThat(ledger().held(EVERYWHERE)).isEqualTo(HeldAccounts.NONE);
    }

    @Test
    void keepsTheNamesOfSsmParameters() {
        SortedSet<ParameterName> names =
                new TreeSet<>(List.of(new ParameterName("/golden/linux/latest"), new ParameterName("golden")));
        assertThat(ledger().parameterNames(EVERYWHERE)).isEmpty();

        ledger().noteParameterNames(EVERYWHERE, names);
        ledger().record(inSync(EVERYWHERE, NOON));
        ledger().forget(EVERYWHERE);

        assertThat(ledger().parameterNames(EVERYWHERE)).isEqualTo(names);
        assertThat(ledger().parameterNames(SANDBOXES)).isEmpty();
        assertThat(ledger().states()).isEmpty();

        ledger().noteParameterNames(EVERYWHERE, new TreeSet<>());
        ledger().noteParameterNames(EVERYWHERE, new TreeSet<>());

        assertThat(ledger().parameterNames(EVERYWHERE)).isEmpty();
    }

    @Test
    void showsTheSsmParametersOfAChange() {
        SortedSet<SsmParameter> added = new TreeSet<>();
        SortedSet<SsmParameter> removed = new TreeSet<>();
        for (AccountId account : accounts(A, B)) {
            added.add(new SsmParameter(new ParameterName("/golden/linux/latest"), account));
            removed.add(new SsmParameter(new ParameterName("/golden-old"), account));
        }
        added.add(new SsmParameter(new ParameterName("/golden-old"), new AccountId("999999999999")));
        for (int accounts : List.of(2, 11_000)) {
            for (int i = 2; i < accounts; i++) {
                added.add(new SsmParameter(
                        new ParameterName("/golden/linux/latest"), new AccountId(Long.toString(500_000_000_000L + i))));
            }
            SortedMap<Region, RegionChange> regions = usGains(B);
            regions.put(
                    EU,
                    new RegionChange(EU, accounts(A, B), accounts(), accounts(), new ParameterChange(added, removed)));
            Change change = change(EVERYWHERE, NOON.plusSeconds(accounts), ChangeOutcome.APPLIED, regions);

            ledger().record(change);

            assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 1).items())
                    .containsExactly(change);
        }
    }

    @Test
    void keepsAnApprovalUntilItIsUsedUp() {
        Approval first = approval("arn:alice", NOON);
        Approval newer = approval("arn:bob", NOON.plusSeconds(1));
        ledger().approve(EVERYWHERE, first);
        ledger().approve(EVERYWHERE, newer);

        ledger().useUp(EVERYWHERE, first);
        ledger().useUp(SANDBOXES, newer);
        assertThat(ledger().approval(EVERYWHERE)).contains(newer);
        assertThat(ledger().approval(SANDBOXES)).isEmpty();

        ledger().useUp(EVERYWHERE, newer);
        ledger().useUp(EVERYWHERE, newer);
        assertThat(ledger().approval(EVERYWHERE)).isEmpty();
    }

    @Test
    void showsTheApprovalOfAChange() {
        Change approved = new Change(
                EVERYWHERE,
                NOON,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"),
                Optional.of(approval("arn:alice", NOON)),
                ChangeOutcome.APPLIED,
                Optional.empty(),
                usGains(B));
        ledger().record(approved);

        assertThat(ledger().changes(EVERYWHERE, Optional.empty(), 1).items()).containsExactly(approved);
    }

    private static Approval approval(String by, Instant at) {
        return new Approval(new Digest("0123456789abcdef0123456789abcdef"), by, "they are closed", at);
    }

    @Test
    void remembersEveryAccountThatItEverNoted() {
        SortedSet<AccountId> many = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new AccountId(String.format("%012d", 600_000_000_000L + i)));
        }

        assertThat(ledger().knownAccounts()).isEmpty();
        ledger().noteAccounts(accounts());
        assertThat(ledger().knownAccounts()).contains(accounts());
        ledger().noteAccounts(many);
        ledger().noteAccounts(accounts(A, B));

        many.addAll(accounts(A, B));
        assertThat(ledger().knownAccounts()).contains(many);
        assertThat(ledger().states()).isEmpty();
    }

    @Test
    void knowsWhetherAConfigurationIsBeingSeeded() {
        assertThat(ledger().isSeeding(EVERYWHERE)).isFalse();

        ledger().beginSeeding(EVERYWHERE);
        ledger().beginSeeding(EVERYWHERE);

        assertThat(ledger().isSeeding(EVERYWHERE)).isTrue();
        assertThat(ledger().isSeeding(SANDBOXES)).isFalse();
        assertThat(ledger().states()).isEmpty();

        ledger().endSeeding(EVERYWHERE);
        ledger().endSeeding(EVERYWHERE);

        assertThat(ledger().isSeeding(EVERYWHERE)).isFalse();
    }

    @Test
    void keepsACreationThatHasBegun() {
        Creation first = creation(US, "Every Where", NOON);
        Creation again = creation(US, "Every Where", NOON.plusSeconds(3600));

        assertThat(ledger().creation(US, "Every Where")).isEmpty();
        ledger().beginCreation(first);
        ledger().beginCreation(creation(EU, "Every Where", NOON));

        assertThat(ledger().creation(US, "Every Where")).contains(first);
        assertThat(ledger().creation(US, "every-where")).isEmpty();
        assertThat(ledger().states()).isEmpty();

        ledger().beginCreation(again);
        assertThat(ledger().creation(US, "Every Where")).contains(again);

        ledger().endCreation(US, "Every Where");
        ledger().endCreation(US, "Every Where");

        assertThat(ledger().creation(US, "Every Where")).isEmpty();
        assertThat(ledger().creation(EU, "Every Where")).isPresent();
    }

    private static Creation creation(Region source, String name, Instant at) {
        return new Creation(
                source,
                name,
                at,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"));
    }

    private static SyncedConfiguration held() {
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        regions.put(US, new RegionDrift(US, accounts(A, B), accounts(), accounts(A, B)));
        regions.put(EU, new RegionDrift(EU, accounts(), accounts(A), accounts()));
        return new SyncedConfiguration(
                state(
                        EVERYWHERE,
                        SyncStatus.HELD,
                        NOON,
                        List.of("2 of 2 accounts would be removed", "and more"),
                        Optional.of(new Digest("0123456789abcdef0123456789abcdef"))),
                regions);
    }

    private static SyncedConfiguration inSync(DistributionConfigurationArn arn, Instant at) {
        return new SyncedConfiguration(
                state(arn, SyncStatus.IN_SYNC, at, List.of(), Optional.empty()),
                new TreeMap<>(Map.of(US, new RegionDrift(US, accounts(A), accounts(), accounts()))));
    }

    private static SyncState state(
            DistributionConfigurationArn arn,
            SyncStatus status,
            Instant at,
            List<String> reasons,
            Optional<Digest> approvalDigest) {
        return new SyncState(
                arn,
                "Every Where",
                new TreeSet<>(Set.of(new Group("prod"), new Group("sandbox"))),
                status,
                reasons,
                approvalDigest,
                2,
                1,
                2,
                BY_HAND,
                at,
                Optional.empty());
    }

    private static Change change(
            DistributionConfigurationArn arn,
            Instant at,
            ChangeOutcome outcome,
            SortedMap<Region, RegionChange> regions) {
        return new Change(
                arn,
                at,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"),
                Optional.empty(),
                outcome,
                outcome == ChangeOutcome.ABANDONED ? Optional.of("someone else was first") : Optional.empty(),
                regions);
    }

    private static SortedMap<Region, RegionChange> usGains(AccountId account) {
        return new TreeMap<>(Map.of(US, new RegionChange(US, accounts(), accounts(account), accounts())));
    }

    private static SortedSet<AccountId> accounts(AccountId... accounts) {
        return new TreeSet<>(Arrays.asList(accounts));
    }

    private static DistributionConfigurationArn arn(String name) {
        return DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/" + name);
    }
}
