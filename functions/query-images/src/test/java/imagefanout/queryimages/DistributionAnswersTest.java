package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionAnswersTest {
    static final Group GROUP = new Group("prod");

    private static final Digest PLAN = new Digest("0123456789abcdef0123456789abcdef");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.SCHEDULE, "");

    private final TestApi api = new TestApi();

    @Test
    void showsHeldRemovalsWithThePlanThatApprovesThem() {
        api.ledger.record(configuration("everywhere", accounts(GoldenImages.PROD, GoldenImages.SANDBOX)));

        TestApi.Response response = api.get("/v1/distributions");

        assertThat(response.text("/items/0/status")).isEqualTo("HELD");
        assertThat(response.text("/items/0/approvablePlan")).isEqualTo(PLAN.hex());
        assertThat(response.text("/items/0/regions/0/region")).isEqualTo("us-east-1");
        assertThat(response.json().at("/items/0/regions/0/surplus")).hasSize(2);
        assertThat(response.text("/items/0/reasons/0")).contains("removals");
        assertThat(response.text("/recordedAt")).isEqualTo(TestApi.NOW.toString());
    }

    @Test
    void showsTheChanges() {
        DistributionConfigurationArn arn = arn("everywhere");
        api.ledger.record(configuration("everywhere", accounts()));
        SortedMap<imagefanout.model.identity.Region, RegionChange> regions = new TreeMap<>();
        regions.put(
                GoldenImages.US,
                new RegionChange(
                        GoldenImages.US, accounts(GoldenImages.PROD), accounts(GoldenImages.SANDBOX), accounts()));
        api.ledger.record(change(arn, 0, regions));

        TestApi.Response response = api.get("/v1/distributions");

        assertThat(response.text("/items/0/changes/0/outcome")).isEqualTo("APPLIED");
        assertThat(response.text("/items/0/changes/0/trigger/kind")).isEqualTo("SCHEDULE");
        assertThat(response.text("/items/0/changes/0/regions/0/added/0")).isEqualTo(GoldenImages.SANDBOX.value());
        assertThat(response.json().at("/items/0/changes/0/regions/0/after").asInt())
                .isEqualTo(2);
    }

    @Test
    void pagesThroughTheChangesWhileNewOnesAreMade() {
        DistributionConfigurationArn arn = arn("everywhere");
        api.ledger.record(configuration("everywhere", accounts()));
        for (int i = 1; i <= 12; i++) {
            api.ledger.record(change(arn, i, accounts(GoldenImages.PROD)));
        }
        List<Instant> walked = new ArrayList<>();

        String next = null;
        do {
            TestApi.Response page =
                    api.get("/v1/distributions/everywhere/changes?limit=7" + (next == null ? "" : "&cursor=" + next));
            page.json()
                    .at("/items")
                    .forEach(item -> walked.add(Instant.parse(item.at("/at").asText())));
            next = page.json().at("/nextCursor").textValue();
            api.ledger.record(change(arn, 100 + walked.size(), accounts(GoldenImages.PROD)));
        } while (next != null);

        assertThat(walked)
                .containsExactlyElementsOf(IntStream.iterate(12, i -> i > 0, i -> i - 1)
                        .mapToObj(i -> TestApi.NOW.plusSeconds(i))
                        .toList());
    }

    @Test
    void showsTheSsmParametersOfAChange() {
        parametersChanged(api.ledger);

        TestApi.Response response = api.get("/v1/distributions/everywhere/changes");

        assertThat(response.json().at("/items/0/regions/0/ssmParameters").toString())
                .isEqualTo("[{\"name\":\"/golden/linux/latest\",\"addedAccounts\":1,\"removedAccounts\":1,\"added\":[\""
                        + GoldenImages.PROD + "\"],\"removed\":[\"" + GoldenImages.SANDBOX + "\"]}]");
    }

    /** A managed configuration whose last change added and removed entries of an SSM parameter. */
    static void parametersChanged(DistributionLedger ledger) {
        ParameterName latest = new ParameterName("/golden/linux/latest");
        SsmParameter prod = new SsmParameter(latest, GoldenImages.PROD);
        SsmParameter sandbox = new SsmParameter(latest, GoldenImages.SANDBOX);
        SortedMap<imagefanout.model.identity.Region, RegionChange> regions = new TreeMap<>();
        regions.put(
                GoldenImages.US,
                new RegionChange(
                        GoldenImages.US,
                        accounts(),
                        accounts(),
                        accounts(),
                        new ParameterChange(new TreeSet<>(List.of(prod)), new TreeSet<>(List.of(sandbox)))));
        ledger.record(configuration("everywhere", accounts()));
        ledger.record(change(arn("everywhere"), 1, regions));
    }

    @Test
    void listsEveryAccountOfAChange() {
        AccountId[] many = IntStream.range(0, 1500)
                .mapToObj(i -> new AccountId(String.format("%012d", i)))
                .toArray(AccountId[]::new);
        api.ledger.record(configuration("everywhere", accounts()));
        for (int i = 1; i <= 100; i++) {
            api.ledger.record(change(arn("everywhere"), i, accounts(many)));
        }

        TestApi.Response listed = api.get("/v1/distributions");
        TestApi.Response trail = api.get("/v1/distributions/everywhere/changes?limit=100");

        assertThat(listed.json().at("/items/0/changes/0/regions/0/added")).hasSize(100);
        assertThat(trail.json().at("/items/0/regions/0/added")).hasSize(1500);
        assertThat(trail.body().length()).isLessThan(4_000_000);
        assertThat(trail.json().at("/nextCursor").isTextual()).isTrue();
    }

    @Test
    void showsTheChangesOfAConfigurationThatIsNoLongerManaged() {
        api.ledger.record(change(arn("former"), 1, accounts(GoldenImages.PROD)));

        TestApi.Response byName = api.get("/v1/distributions/former/changes");
        TestApi.Response byArn =
                api.get("/v1/distributions/former/changes?distributionConfigurationArn=" + arn("former"));

        assertThat(byName.status()).isEqualTo(404);
        assertThat(byArn.json().at("/items")).hasSize(1);
    }

    @Test
    void offersTheChoicesWhenSeveralConfigurationsMatch() {
        String european = arn("everywhere").toString().replace("us-east-1", "eu-west-1");
        SyncState state = configuration("everywhere", accounts()).state();
        api.ledger.record(configuration("everywhere", accounts()));
        api.ledger.record(new SyncedConfiguration(
                new SyncState(
                        DistributionConfigurationArn.parse(european),
                        state.name(),
                        state.groups(),
                        state.status(),
                        state.reasons(),
                        state.approvalDigest(),
                        state.accounts(),
                        state.missing(),
                        state.surplus(),
                        state.trigger(),
                        state.checkedAt(),
                        Optional.empty()),
                new TreeMap<>()));

        TestApi.Response ambiguous = api.get("/v1/distributions/everywhere/changes");
        TestApi.Response chosen =
                api.get("/v1/distributions/everywhere/changes?distributionConfigurationArn=" + european);
        TestApi.Response another =
                api.get("/v1/distributions/everywhere/changes?distributionConfigurationArn=" + arn("other"));

        assertThat(ambiguous.status()).isEqualTo(409);
        assertThat(ambiguous.json().at("/choices")).hasSize(2);
        assertThat(ambiguous.text("/parameter")).isEqualTo("distributionConfigurationArn");
        assertThat(chosen.text("/distributionConfigurationArn")).isEqualTo(european);
        assertThat(another.status()).isEqualTo(400);
        assertThat(another.text("/parameter")).isEqualTo("distributionConfigurationArn");
    }

    /** The configuration of all golden images is managed, for {@link #GROUP} and us-east-1. */
    static void managed(DistributionLedger ledger) {
        ledger.record(configuration("everywhere", accounts()));
    }

    /** A managed configuration with a removal on hold and two changes. */
    static void changed(DistributionLedger ledger) {
        ledger.record(configuration("everywhere", accounts(GoldenImages.SANDBOX)));
        ledger.record(change(arn("everywhere"), 1, accounts(GoldenImages.PROD)));
        ledger.record(change(arn("everywhere"), 2, accounts(GoldenImages.SANDBOX)));
    }

    private static Change change(DistributionConfigurationArn arn, int seconds, SortedSet<AccountId> added) {
        SortedMap<imagefanout.model.identity.Region, RegionChange> regions = new TreeMap<>();
        regions.put(GoldenImages.US, new RegionChange(GoldenImages.US, accounts(), added, accounts()));
        return change(arn, seconds, regions);
    }

    private static Change change(
            DistributionConfigurationArn arn,
            int seconds,
            SortedMap<imagefanout.model.identity.Region, RegionChange> regions) {
        return new Change(
                arn,
                TestApi.NOW.plusSeconds(seconds),
                "token",
                TRIGGER,
                PLAN,
                Optional.empty(),
                ChangeOutcome.APPLIED,
                Optional.empty(),
                regions);
    }

    @Test
    void pagesThroughTheConfigurations() {
        for (String name : List.of("a", "b", "c")) {
            api.ledger.record(configuration(name, accounts()));
        }

        TestApi.Response first = api.get("/v1/distributions?limit=2");
        TestApi.Response second = api.get("/v1/distributions?limit=2&cursor=" + first.text("/nextCursor"));

        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(second.text("/items/0/name")).isEqualTo("c");
        assertThat(second.json().at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void staysBelowTheSizeLimitOfAnAnswer() {
        AccountId[] many = IntStream.range(0, 1500)
                .mapToObj(i -> new AccountId(String.format("%012d", i)))
                .toArray(AccountId[]::new);
        for (int i = 0; i < 100; i++) {
            SortedMap<imagefanout.model.identity.Region, RegionDrift> regions = new TreeMap<>();
            for (int region = 1; region <= 20; region++) {
                imagefanout.model.identity.Region in = new imagefanout.model.identity.Region("us-east-" + region);
                regions.put(in, new RegionDrift(in, accounts(many), accounts(), accounts(many)));
            }
            api.ledger.record(
                    new SyncedConfiguration(configuration("c" + i, accounts()).state(), regions));
        }

        TestApi.Response page = api.get("/v1/distributions?limit=100");

        assertThat(page.body().length()).isLessThan(4_000_000);
        assertThat(page.json().at("/nextCursor").isTextual()).isTrue();
    }

    private static SyncedConfiguration configuration(String name, SortedSet<AccountId> surplus) {
        SyncState state = new SyncState(
                arn(name),
                name,
                new TreeSet<>(List.of(GROUP)),
                surplus.isEmpty() ? SyncStatus.IN_SYNC : SyncStatus.HELD,
                surplus.isEmpty() ? List.of() : List.of("2 removals are held"),
                surplus.isEmpty() ? Optional.empty() : Optional.of(PLAN),
                2,
                0,
                surplus.size(),
                TRIGGER,
                TestApi.NOW,
                Optional.empty());
        SortedMap<imagefanout.model.identity.Region, RegionDrift> regions = new TreeMap<>();
        regions.put(GoldenImages.US, new RegionDrift(GoldenImages.US, surplus, accounts(), surplus));
        return new SyncedConfiguration(state, regions);
    }

    static DistributionConfigurationArn arn(String name) {
        return DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/" + name);
    }

    private static SortedSet<AccountId> accounts(AccountId... accounts) {
        return Arrays.stream(accounts).collect(Collectors.toCollection(TreeSet::new));
    }
}
