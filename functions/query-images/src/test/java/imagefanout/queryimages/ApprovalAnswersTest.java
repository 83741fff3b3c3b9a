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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApprovalAnswersTest {
    private static final Digest HELD = Digest.of("held").end();
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

    private void hold() {
        api.imports.hold(
                Optional.of(new HeldImport(HELD, new TreeSet<>(Set.of(new AccountId("111111111111"))), TestApi.NOW)));
    }

    private TestApi.Response approve(String body) {
        return api.send("POST", "/v1/accounts/approvals", Map.of(), body);
    }
}
