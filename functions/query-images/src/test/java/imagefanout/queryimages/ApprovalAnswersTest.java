package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.queryimages.http.ApiRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApprovalAnswersTest {
    private static final Digest HELD = Digest.of("held").end();
    private static final AccountId HELD_ACCOUNT = new AccountId("111111111111");
    private final OpenApiContract documented = new OpenApiContract();
    private final TestApi api = new TestApi();

    @Test
    void storesWhoApprovedWhatIsOnHoldAndWhy() {
        hold();

        TestApi.Response response = approve("{\"digest\":\"" + HELD + "\",\"reason\":\"they are closed\"}");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.text("/expiresAt")).isEqualTo("2026-02-02T00:00:00Z");
        assertThat(api.imports.approval()).contains(new Approval(HELD, TestApi.CALLER, "they are closed", TestApi.NOW));
    }

    @Test
    void refusesADigestThatIsNotOnHoldAndNamesTheOneThatIs() {
        hold();
        String other = Digest.of("other").end().hex();

        TestApi.Response response = approve("{\"digest\":\"" + other + "\",\"reason\":\"a\"}");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.type()).isEqualTo("not-held");
        assertThat(response.text("/detail")).contains(HELD.hex());
        assertThat(api.imports.approval()).isEmpty();
    }

    @Test
    void refusesABodyThatIsIncomplete() {
        hold();
        for (String body : new String[] {
            "{}",
            "{\"digest\":\"" + HELD + "\"}",
            "{\"digest\":\"" + HELD + "\",\"reason\":\" \"}",
            "{\"digest\":\"1\",\"reason\":\"a\"}"
        }) {
            assertThat(approve(body).status()).isEqualTo(400);
        }
        assertThat(api.calledBy(Optional.empty())
                        .send("POST", "/v1/accounts/approvals", Map.of(), "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.imports.approval()).isEmpty();
    }

    @Test
    void storesTheApprovalOfAPlanAndRefusesAnyOtherDigest() {
        DistributionConfigurationArn arn = DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");
        SyncState state = new SyncState(
                arn,
                "everywhere",
                new TreeSet<>(),
                SyncStatus.HELD,
                List.of("2 removals are held"),
                Optional.of(HELD),
                2,
                0,
                2,
                new SyncTrigger(SyncTrigger.Kind.STREAM, ""),
                TestApi.NOW,
                Optional.empty());
        api.ledger.record(new SyncedConfiguration(state, new TreeMap<>()));
        String other = Digest.of("other").end().hex();

        TestApi.Response refused = approvePlan("{\"digest\":\"" + other + "\",\"reason\":\"a\"}");
        Optional<Approval> meanwhile = api.ledger.approval(arn);
        TestApi.Response stored = approvePlan("{\"digest\":\"" + HELD + "\",\"reason\":\"they moved\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains(HELD.hex());
        assertThat(meanwhile).isEmpty();
        assertThat(stored.status()).isEqualTo(202);
        Approval first = new Approval(HELD, TestApi.CALLER, "they moved", TestApi.NOW);
        assertThat(api.ledger.approval(arn)).contains(first);

        TestApi.Response second = api.calledBy(Optional.of("arn:aws:iam::123456789012:user/second"))
                .send(
                        "POST",
                        "/v1/distributions/everywhere/approvals",
                        Map.of(),
                        "{\"digest\":\"" + HELD + "\",\"reason\":\"I agree\"}");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("/by")).as("the approval that waits already").isEqualTo(TestApi.CALLER);
        assertThat(api.ledger.approval(arn)).contains(first);
    }

    private TestApi.Response approvePlan(String body) {
        return api.send("POST", "/v1/distributions/everywhere/approvals", Map.of(), body);
    }

    @Test
    void showsTheImportOnHoldWithWhatEachAccountWouldLoseAndItsApproval() {
        String url = "/v1/accounts/approvals";
        TestApi.Response nothing = api.get(url);
        hold();
        TestApi.Response held = api.get(url);
        approve("{\"digest\":\"" + HELD + "\",\"reason\":\"they are closed\"}");
        TestApi.Response approved = api.get(url);

        assertThat(nothing.json().at("/held").isNull()).isTrue();
        assertThat(nothing.json().at("/approval").isNull()).isTrue();
        assertThat(held.text("/held/digest")).isEqualTo(HELD.hex());
        assertThat(held.text("/held/since")).isEqualTo(TestApi.NOW.toString());
        assertThat(held.json().at("/held/lossesKnown").asBoolean()).isTrue();
        assertThat(held.json().at("/held/accounts")).hasSize(1);
        assertThat(held.text("/held/accounts/0/accountId")).isEqualTo(HELD_ACCOUNT.value());
        assertThat(held.text("/held/accounts/0/name")).isEqualTo("payments");
        assertThat(held.text("/held/accounts/0/loses")).isEqualTo("group prod");
        assertThat(held.json().at("/approval").isNull()).isTrue();
        assertThat(approved.text("/approval/by")).isEqualTo(TestApi.CALLER);
        assertThat(approved.text("/approval/expiresAt")).isEqualTo("2026-02-02T00:00:00Z");
        for (TestApi.Response response : List.of(nothing, held, approved)) {
            assertThat(documented.faults(ApiRoute.GET_HELD_IMPORT, response)).isEmpty();
        }
    }

    @Test
    void showsNoApprovalThatExpiredOrIsOfAnotherImport() {
        hold();
        api.imports.approve(
                new Approval(HELD, TestApi.CALLER, "they are closed", TestApi.NOW.minus(Duration.ofHours(24))));
        TestApi.Response expired = api.get("/v1/accounts/approvals");
        api.imports.approve(new Approval(Digest.of("other").end(), TestApi.CALLER, "they moved", TestApi.NOW));
        TestApi.Response other = api.get("/v1/accounts/approvals");

        assertThat(expired.json().at("/approval").isNull()).isTrue();
        assertThat(other.json().at("/approval").isNull()).isTrue();
    }

    @Test
    void saysWhenOnlyTheAccountsAreKnown() {
        api.imports.hold(
                Optional.of(new HeldImport(HELD, new TreeSet<>(Set.of(HELD_ACCOUNT)), new TreeMap<>(), TestApi.NOW)));

        TestApi.Response held = api.get("/v1/accounts/approvals");

        assertThat(held.json().at("/held/lossesKnown").asBoolean()).isFalse();
        assertThat(held.text("/held/accounts/0/accountId")).isEqualTo(HELD_ACCOUNT.value());
        assertThat(held.json().at("/held/accounts/0/loses").isNull()).isTrue();
        assertThat(documented.faults(ApiRoute.GET_HELD_IMPORT, held)).isEmpty();
    }

    private void hold() {
        api.imports.hold(Optional.of(held(HELD_ACCOUNT)));
    }

    /** An import on hold by which these accounts would lose their group. */
    static HeldImport held(AccountId... accounts) {
        TreeMap<AccountId, HeldImport.Loss> losses = new TreeMap<>();
        for (AccountId account : accounts) {
            losses.put(account, new HeldImport.Loss(Optional.of("payments"), "group prod"));
        }
        return new HeldImport(HELD, new TreeSet<>(losses.keySet()), losses, TestApi.NOW);
    }

    private TestApi.Response approve(String body) {
        return api.send("POST", "/v1/accounts/approvals", Map.of(), body);
    }
}
