package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imagefanout.lambda.EventJson;
import imagefanout.model.MalformedException;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.site.Dashboard;
import imagefanout.queryimages.site.SignIn;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Signs in with an issuer by authorization code with PKCE. */
class SignInTest {
    private static final String CODE = "SplxlOBeZQQYbYS6WxSbIA";
    private static final String TOKEN = "a.good.token";
    private static final SignIn.CheckedScopes NEEDS =
            new SignIn.CheckedScopes("image-fanout/hold", "image-fanout/promote", "image-fanout/approve");

    static boolean isChromiumInstalled() {
        return Chromium.isInstalled();
    }

    @Test
    @EnabledIf(
            value = "isChromiumInstalled",
            disabledReason = "no Chromium at /usr/bin/chromium: signing in is NOT tested; apt-get install chromium")
    void signsInAndReturnsToTheSameView() throws IOException {
        List<String> faults = new ArrayList<>();
        Issuer issuer = new Issuer();
        try (issuer;
                LocalApiServer site = new LocalApiServer(signingInAt(issuer), Optional.of(TOKEN));
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    faults.add(message.text());
                }
            });
            page.navigate(site.url() + "#/pipeline/golden-linux");

            page.waitForSelector("text=Builds over time");

            assertThat(page.url()).isEqualTo(site.url() + "#/pipeline/golden-linux");
            assertThat(page.locator("#sign-out").isVisible()).isTrue();
            assertThat(issuer.asked).containsEntry("scope", "openid");
            assertThat(issuer.asked).containsEntry("code_challenge_method", "S256");
            assertThat(issuer.isProven).isTrue();
            assertThat(faults).isEmpty();
        }
    }

    @Test
    @EnabledIf(
            value = "isChromiumInstalled",
            disabledReason = "no Chromium at /usr/bin/chromium: signing in is NOT tested; apt-get install chromium")
    void asksForTheScopeToHoldOnlyWhenAPersonHoldsABuild() throws IOException {
        Issuer issuer = new Issuer();
        try (issuer;
                LocalApiServer site = new LocalApiServer(signingInAt(issuer), Optional.of(TOKEN));
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(site.url() + "#/image/golden-linux/1.0.0/1");
            page.waitForSelector("button:has-text('Hold this build')");
            String scopeToRead = issuer.asked.get("scope");

            page.locator("button:has-text('Hold this build')").click();
            page.waitForCondition(() -> issuer.timesAsked.get() == 2);
            page.waitForSelector("button:has-text('Hold this build')");
            page.locator("button:has-text('Hold this build')").click();
            page.waitForSelector("#reason-dialog[open]");

            assertThat(scopeToRead).isEqualTo("openid");
            assertThat(issuer.asked).containsEntry("scope", "openid image-fanout/hold");
            assertThat(issuer.asked).containsEntry("tenant", "a b");
            assertThat(issuer.timesAsked).hasValue(2);
        }
    }

    @Test
    @EnabledIf(
            value = "isChromiumInstalled",
            disabledReason = "no Chromium at /usr/bin/chromium: signing in is NOT tested; apt-get install chromium")
    void disablesAChangeOnlyAfterItsScopeWasRequestedAndNotGranted() throws IOException {
        String token = "e30." + base64url("{\"scope\":\"openid image-fanout/promote\"}") + ".c2ln";
        Issuer issuer = new Issuer(token);
        try (issuer;
                LocalApiServer site = new LocalApiServer(signingInAt(issuer), Optional.of(token));
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(site.url() + "#/image/golden-linux/1.0.0/1");
            Locator hold = page.locator("button:has-text('Hold this build')");
            hold.waitFor();
            boolean enabledBefore = hold.isEnabled();

            hold.click();
            page.waitForCondition(() -> issuer.timesAsked.get() == 2);
            page.waitForSelector("button:disabled:has-text('Hold this build')");
            String why = page.locator(".change").innerText();
            page.navigate(site.url() + "#/pipeline/golden-linux");
            page.waitForSelector("button:has-text('Promote')");

            assertThat(enabledBefore).as("not requested yet").isTrue();
            assertThat(why).contains("lacks the scope image-fanout/hold");
            assertThat(page.locator("button:has-text('Promote')").isEnabled()).isTrue();
        }
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @EnabledIf(
            value = "isChromiumInstalled",
            disabledReason = "no Chromium at /usr/bin/chromium: signing in is NOT tested; apt-get install chromium")
    void signsInOnlyOnceWhenTheApiRejectsTheToken() throws IOException {
        Issuer issuer = new Issuer();
        try (issuer;
                LocalApiServer site = new LocalApiServer(signingInAt(issuer), Optional.of("another.token"));
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(site.url());

            page.waitForSelector("[role=alert]");

            assertThat(page.locator("[role=alert]").innerText()).contains("rejected the new token");
            assertThat(issuer.timesAsked).hasValue(1);
        }
    }

    @Test
    @EnabledIf(
            value = "isChromiumInstalled",
            disabledReason = "no Chromium at /usr/bin/chromium: signing in is NOT tested; apt-get install chromium")
    void staysSignedOutUntilTheUserSignsIn() throws IOException {
        Issuer issuer = new Issuer();
        try (issuer;
                LocalApiServer site = new LocalApiServer(signingInAt(issuer), Optional.of(TOKEN));
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(site.url());
            page.waitForSelector("text=golden-linux");

            page.locator("#sign-out").click();

            page.waitForSelector("h1:has-text('Signed out')");
            assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
            page.locator("text=Sign in").click();
            page.waitForSelector("text=golden-linux");
            assertThat(issuer.timesAsked).hasValue(2);
            assertThat(issuer.asked).containsEntry("scope", "openid");
        }
    }

    private static TestApi signingInAt(Issuer issuer) {
        return new TestApi()
                .staged(Map.of(
                        SignIn.CLIENT_ID,
                        "dashboard",
                        SignIn.AUTHORIZE_URL,
                        issuer.url("authorize") + "?tenant=a+b",
                        SignIn.TOKEN_URL,
                        issuer.url("token").toString(),
                        SignIn.READ_SCOPE,
                        "openid",
                        SignIn.HOLD_SCOPE,
                        "image-fanout/hold",
                        SignIn.HOLD_NEEDS,
                        NEEDS.hold(),
                        SignIn.PROMOTE_NEEDS,
                        NEEDS.promote(),
                        SignIn.APPROVE_NEEDS,
                        NEEDS.approve()))
                .recorded(GoldenImages.fiveAmis(1));
    }

    @Test
    void allowsConnectionsOnlyToTheApiAndTheTokenEndpoint() {
        Optional<SignIn> signIn = Optional.of(new SignIn(
                URI.create("https://login.example/authorize"),
                URI.create("https://token.example/token"),
                "a\"b",
                "openid",
                "image-fanout/hold",
                NEEDS));
        Dashboard dashboard = new Dashboard();

        assertThat(dashboard.contentSecurityPolicy(signIn))
                .contains("default-src 'none'")
                .contains("connect-src 'self' https://token.example")
                .doesNotContain("unsafe");
        assertThat(dashboard.page(signIn)).contains("data-client-id=\"a&quot;b\"");
    }

    @Test
    void namesTheStageVariableThatIsMissing() {
        assertThatThrownBy(() -> SignIn.of(Map.of(SignIn.CLIENT_ID, "id", SignIn.AUTHORIZE_URL, "https://a.example/")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(SignIn.TOKEN_URL);
        assertThat(SignIn.of(Map.of())).isEmpty();
    }

    @Test
    void ignoresStageVariablesThatSamLocalDidNotResolve() {
        assertThat(new ApiRequest(EventJson.object(
                                "{\"stageVariables\":{\"Fn::If\":[\"SignsIn\",{\"signInClientId\":{}},{}]}}"))
                        .stageVariables())
                .isEmpty();
        assertThat(new ApiRequest(EventJson.object("{\"stageVariables\":{\"signInClientId\":\"id\"}}"))
                        .stageVariables())
                .containsExactly(Map.entry("signInClientId", "id"));
    }

    @Test
    void rejectsAUrlWithoutTls() {
        assertThatThrownBy(() -> new SignIn(
                        URI.create("https://login.example/"),
                        URI.create("http://token.example/"),
                        "id",
                        "openid",
                        "hold",
                        NEEDS))
                .isInstanceOf(MalformedException.class);
    }

    /** An issuer that returns a code to anyone, and a token for the code and its verifier. */
    private static final class Issuer implements AutoCloseable {
        private final HttpServer server;
        private final String token;
        private volatile Map<String, String> asked = Map.of();
        private volatile boolean isProven;
        private final AtomicInteger timesAsked = new AtomicInteger();

        Issuer() throws IOException {
            this(TOKEN);
        }

        Issuer(String token) throws IOException {
            this.token = token;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/authorize", this::authorize);
            server.createContext("/token", this::token);
            server.start();
        }

        URI url(String path) {
            return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + path);
        }

        private void authorize(HttpExchange exchange) throws IOException {
            timesAsked.incrementAndGet();
            asked = form(exchange.getRequestURI().getRawQuery());
            exchange.getResponseHeaders()
                    .set("Location", asked.get("redirect_uri") + "?code=" + CODE + "&state=" + asked.get("state"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        }

        private void token(HttpExchange exchange) throws IOException {
            Map<String, String> sent =
                    form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            isProven = CODE.equals(sent.get("code"))
                    && challenge(sent.get("code_verifier")).equals(asked.get("code_challenge"));
            byte[] body = ("{\"access_token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isProven ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private static String challenge(String verifier) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Map<String, String> form(String text) {
            Map<String, String> fields = new TreeMap<>();
            for (String pair : text.split("&")) {
                String[] parts = pair.split("=", 2);
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return fields;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
