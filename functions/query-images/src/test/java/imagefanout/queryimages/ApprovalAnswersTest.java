package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private void hold() {
        api.imports.hold(
                Optional.of(new HeldImport(HELD, new TreeSet<>(Set.of(new AccountId("111111111111"))), TestApi.NOW)));
    }

    private TestApi.Response approve(String body) {
        return api.send("POST", "/v1/accounts/approvals", Map.of(), body);
    }
}
