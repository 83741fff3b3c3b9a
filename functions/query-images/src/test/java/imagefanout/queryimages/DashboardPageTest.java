package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.queryimages.site.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The dashboard as it is sent. It needs no browser. */
class DashboardPageTest {
    private static final Map<String, String> SIGN_IN = Map.of(
            SignIn.CLIENT_ID, "client",
            SignIn.AUTHORIZE_URL, "https://issuer.example/authorize",
            SignIn.TOKEN_URL, "https://issuer.example/token",
            SignIn.READ_SCOPE, "read",
            SignIn.HOLD_SCOPE, "hold",
            SignIn.HOLD_NEEDS, "hold",
            SignIn.PROMOTE_NEEDS, "promote",
            SignIn.APPROVE_NEEDS, "approve");

    @Test
    void isAPageOfLessThan150KilobytesThatLoadsNoScriptFromElsewhere() {
        String page = new TestApi().get("/").body();

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(150_000);
        assertThat(page).doesNotContain("src=");
    }

    @Test
    void isNotSentAgainUntilASettingOfTheSignInChanges() {
        TestApi api = new TestApi().staged(SIGN_IN);
        String tag = tag(api);

        TestApi.Response again = api.get("/", Map.of("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(tag(new TestApi().staged(SIGN_IN))).isEqualTo(tag);
        assertThat(tag(new TestApi())).isNotEqualTo(tag);
        SIGN_IN.forEach((variable, value) -> {
            Map<String, String> changed = new HashMap<>(SIGN_IN);
            changed.put(variable, value + "2");
            assertThat(tag(new TestApi().staged(changed))).as(variable).isNotEqualTo(tag);
        });
    }

    private static String tag(TestApi api) {
        return api.get("/").headers().get("etag");
    }
}
