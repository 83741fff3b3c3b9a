package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.contracts.GoldenImages;
import imagefanout.model.AccountId;
import imagefanout.model.Digest;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionConfigurationArn;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
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
    private static final Digest PLAN = new Digest("0123456789abcdef0123456789abcdef");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.SCHEDULE, "");

    private final HttpApi api = new HttpApi();

    @Test
    void showsHeldRemovalsWithThePlanThatApprovesThem() {
        api.ledger.record(configuration("everywhere", accounts(GoldenImages.PROD, GoldenImages.SANDBOX)));

        HttpApi.Response response = api.get("/v1/distributions");

        assertThat(response.text("/items/0/status")).isEqualTo("HELD");
        assertThat(response.text("/items/0/approvablePlan")).isEqualTo(PLAN.hex());
        assertThat(response.text("/items/0/regions/0/region")).isEqualTo("us-east-1");
        assertThat(response.json().at("/items/0/regions/0/surplus")).hasSize(2);
        assertThat(response.text("/items/0/reasons/0")).contains("removals");
        assertThat(response.text("/recordedAt")).isEqualTo(HttpApi.NOW.toString());
    }

    @Test
    void showsTheTrailOfChanges() {
        DistributionConfigurationArn arn = arn("everywhere");
        api.ledger.record(configuration("everywhere", accounts()));
        SortedMap<imagefanout.model.Region, RegionChange> regions = new TreeMap<>();
        regions.put(
                GoldenImages.US,
                new RegionChange(
                        GoldenImages.US, accounts(GoldenImages.PROD), accounts(GoldenImages.SANDBOX), accounts()));
        api.ledger.record(new Change(
                arn, HttpApi.NOW, "token", TRIGGER, PLAN, Change.Outcome.APPLIED, Optional.empty(), regions));

        HttpApi.Response response = api.get("/v1/distributions");

        assertThat(response.text("/items/0/changes/0/outcome")).isEqualTo("APPLIED");
        assertThat(response.text("/items/0/changes/0/trigger/kind")).isEqualTo("SCHEDULE");
        assertThat(response.text("/items/0/changes/0/regions/0/added/0")).isEqualTo(GoldenImages.SANDBOX.value());
        assertThat(response.json().at("/items/0/changes/0/regions/0/after").asInt())
                .isEqualTo(2);
    }

    @Test
    void walksTheConfigurationsPageByPage() {
        for (String name : List.of("a", "b", "c")) {
            api.ledger.record(configuration(name, accounts()));
        }

        HttpApi.Response first = api.get("/v1/distributions?limit=2");
        HttpApi.Response second = api.get("/v1/distributions?limit=2&cursor=" + first.text("/nextCursor"));

        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(second.text("/items/0/name")).isEqualTo("c");
        assertThat(second.json().at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void staysBelowWhatAFunctionMayAnswer() {
        AccountId[] many = IntStream.range(0, 1500)
                .mapToObj(i -> new AccountId(String.format("%012d", i)))
                .toArray(AccountId[]::new);
        for (int i = 0; i < 100; i++) {
            SortedMap<imagefanout.model.Region, RegionDrift> regions = new TreeMap<>();
            for (int region = 1; region <= 20; region++) {
                imagefanout.model.Region in = new imagefanout.model.Region("us-east-" + region);
                regions.put(in, new RegionDrift(in, accounts(many), accounts(), accounts(many)));
            }
            api.ledger.record(
                    new SyncedConfiguration(configuration("c" + i, accounts()).state(), regions));
        }

        HttpApi.Response page = api.get("/v1/distributions?limit=100");

        assertThat(page.body().length()).isLessThan(4_000_000);
        assertThat(page.json().at("/nextCursor").isTextual()).isTrue();
    }

    private static SyncedConfiguration configuration(String name, SortedSet<AccountId> surplus) {
        SyncState state = new SyncState(
                arn(name),
                name,
                new TreeSet<>(List.of(new Group("prod"))),
                surplus.isEmpty() ? SyncStatus.IN_SYNC : SyncStatus.HELD,
                surplus.isEmpty() ? List.of() : List.of("2 removals are held"),
                surplus.isEmpty() ? Optional.empty() : Optional.of(PLAN),
                2,
                0,
                surplus.size(),
                TRIGGER,
                HttpApi.NOW);
        SortedMap<imagefanout.model.Region, RegionDrift> regions = new TreeMap<>();
        regions.put(GoldenImages.US, new RegionDrift(GoldenImages.US, surplus, accounts(), surplus));
        return new SyncedConfiguration(state, regions);
    }

    private static DistributionConfigurationArn arn(String name) {
        return DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/" + name);
    }

    private static SortedSet<AccountId> accounts(AccountId... accounts) {
        return Arrays.stream(accounts).collect(Collectors.toCollection(TreeSet::new));
    }
}
