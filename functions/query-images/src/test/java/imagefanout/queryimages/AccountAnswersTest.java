package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.Digest;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.RowChange;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountAnswersTest {
    private static final AccountId ID = GoldenImages.PROD;
    private static final DistributionConfigurationArn EVERYWHERE = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");

    private final TestApi api = new TestApi();

    @Test
    void explainsWhichRulesGiveEachGroupAndTheRegions() {
        api.registered(imported(AccountStatus.ACTIVE, "prod", "linux"));

        JsonNode shown = show();

        assertThat(shown.at("/source").asText()).isEqualTo("ORGANIZATIONS");
        assertThat(shown.at("/groupRules/0/group").asText()).isEqualTo("linux");
        assertThat(shown.at("/groupRules/0/rules").toString()).isEqualTo("[\"10\",\"20\"]");
        assertThat(shown.at("/groupRules/1/group").asText()).isEqualTo("prod");
        assertThat(shown.at("/regionsRule").asText()).isEqualTo("20");
        assertThat(shown.at("/waitsFor")).isEmpty();
    }

    @Test
    void waitsForTheSyncThenForABuildAndThenHasItsImage() {
        api.registered(imported(AccountStatus.ACTIVE, "prod"));
        api.recorded(GoldenImages.build(1).to(GoldenImages.EU, ID));

        synced(SyncStatus.FAILED);
        assertThat(waits()).containsExactly("SYNC us-east-1", "SYNC eu-west-1");
        assertThat(show().at("/waitsFor/0/detail").asText()).contains("FAILED", "the Region is throttled");
        assertThat(show().at("/configurations/0/configuredRegions")).isEmpty();

        synced(SyncStatus.IN_SYNC, GoldenImages.US, GoldenImages.EU);
        assertThat(waits()).containsExactly("NEXT_BUILD us-east-1");
        assertThat(show().at("/configurations/0/groups").toString()).isEqualTo("[\"prod\"]");
        assertThat(show().at("/configurations/0/regions")).hasSize(2);

        api.recorded(GoldenImages.build(2).to(GoldenImages.US, ID).to(GoldenImages.EU, ID));
        assertThat(waits()).isEmpty();
        assertThat(show().at("/amis/0/amis")).hasSize(2);
        assertThat(show().at("/moreAmis").asBoolean()).isFalse();
    }

    @Test
    void waitsToBeRemovedWhereAConfigurationStillNamesIt() {
        api.registered(imported(AccountStatus.SUSPENDED, "other"));
        synced(SyncStatus.HELD, GoldenImages.US);

        assertThat(waits()).containsExactly("REMOVAL us-east-1");
        assertThat(show().at("/configurations/0/regions")).isEmpty();
    }

    @Test
    void saysThatAnImportIsWritingAndThatItsLossWaitsForApproval() {
        api.registered(imported(AccountStatus.ACTIVE, "prod"));
        Digest digest = Digest.of("held").end();
        api.imports.hold(Optional.of(new HeldImport(digest, new TreeSet<>(Set.of(ID)), new TreeMap<>(), TestApi.NOW)));
        api.registry.mark(
                ImportMark.NONE,
                ImportMark.NONE.standing("1", TestApi.NOW, TestApi.NOW, new TreeMap<>(), Optional.empty()));

        JsonNode waits = show().at("/waitsFor");

        assertThat(waits.at("/0/reason").asText()).isEqualTo("IMPORT");
        assertThat(waits.at("/0/detail").asText()).contains(TestApi.NOW.toString());
        assertThat(waits.at("/1/reason").asText()).isEqualTo("IMPORT_APPROVAL");
        assertThat(waits.at("/1/detail").asText()).contains(digest.hex());
    }

    @Test
    void listsWhatImportsChangedNewestFirstWithTheirApprovals() {
        RegisteredAccount active = imported(AccountStatus.ACTIVE, "prod");
        RegisteredAccount closed = imported(AccountStatus.CLOSED);
        api.registered(closed);
        Approval approval = new Approval(Digest.of("held").end(), TestApi.CALLER, "they are closed", TestApi.NOW);
        api.imports.record(new AccountChange(
                new RowChange(Optional.empty(), active), "1", TestApi.NOW, "schedule", Optional.empty()));
        api.imports.record(new AccountChange(
                new RowChange(Optional.of(active), closed),
                "2",
                TestApi.NOW.plusSeconds(60),
                "event CloseAccount",
                Optional.of(approval)));

        JsonNode first = show("?limit=1");
        JsonNode second = show("?limit=1&cursor=" + first.at("/nextCursor").asText());

        assertThat(first.at("/history/0/trigger").asText()).isEqualTo("event CloseAccount");
        assertThat(first.at("/history/0/before/groups/0").asText()).isEqualTo("prod");
        assertThat(first.at("/history/0/after/status").asText()).isEqualTo("CLOSED");
        assertThat(first.at("/history/0/approval/by").asText()).isEqualTo(TestApi.CALLER);
        assertThat(second.at("/history")).hasSize(1);
        assertThat(second.at("/history/0/before").isNull()).isTrue();
        assertThat(second.at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void showsWhatIsWrongWithABadRow() {
        api.registry.write(Map.of("accountId", new WrittenValue.Text(ID.value())));

        JsonNode shown = show();

        assertThat(shown.at("/problems/0").asText()).isEqualTo("status is missing");
        assertThat(shown.at("/configurations")).isEmpty();
    }

    @Test
    void refersToTheListsWhenThereIsNoRow() {
        TestApi.Response response = api.get("/v1/accounts/" + ID);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text("/detail")).contains("GET /v1/accounts/" + ID + "/amis");
    }

    private JsonNode show() {
        return show("");
    }

    private JsonNode show(String query) {
        TestApi.Response response = api.get("/v1/accounts/" + ID + query);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(new OpenApiContract().faults(ApiRoute.SHOW_ACCOUNT, response))
                .isEmpty();
        return response.json();
    }

    private List<String> waits() {
        return show().at("/waitsFor")
                .valueStream()
                .map(wait ->
                        wait.at("/reason").asText() + " " + wait.at("/region").asText())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private void synced(SyncStatus status, Region... configured) {
        List<Region> names = List.of(configured);
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        for (Region region : List.of(GoldenImages.US, GoldenImages.EU)) {
            Set<AccountId> in = names.contains(region) ? Set.of(ID) : Set.of();
            regions.put(region, new RegionDrift(region, new TreeSet<>(in), new TreeSet<>(), new TreeSet<>()));
        }
        SyncState state = new SyncState(
                EVERYWHERE,
                "everywhere",
                new TreeSet<>(Set.of(new Group("prod"))),
                status,
                List.of("the Region is throttled"),
                Optional.empty(),
                1,
                0,
                status == SyncStatus.HELD ? 1 : 0,
                new SyncTrigger(SyncTrigger.Kind.SCHEDULE, ""),
                TestApi.NOW,
                Optional.empty());
        api.ledger.record(new SyncedConfiguration(state, regions));
    }

    private static RegisteredAccount imported(AccountStatus status, String... groups) {
        SortedMap<String, String> rules = new TreeMap<>();
        Arrays.stream(groups).forEach(group -> rules.put(group, group.equals("linux") ? "10, 20" : "10"));
        return new RegisteredAccount(
                ID,
                status,
                Arrays.stream(groups).map(Group::new).collect(Collectors.toCollection(TreeSet::new)),
                Optional.empty(),
                Optional.of("team-a"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ImportedRow(rules, Optional.of("20"), new TreeMap<>())),
                List.of());
    }
}
