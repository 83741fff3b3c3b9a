package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every view and every state of the page: without findings of axe-core on desktop and phone, light and dark. */
@EnabledIf(
        value = "isChromiumInstalled",
        disabledReason = "no Chromium at /usr/bin/chromium: the dashboard is NOT tested; apt-get install chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardStatesTest {
    /** Each view, and what it shows when it is loaded. */
    private static final Map<String, String> VIEWS = views();

    private final TestApi api = new TestApi();
    private LocalApiServer site;
    private Chromium chromium;
    private final List<String> scriptErrors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    static boolean isChromiumInstalled() {
        return Chromium.isInstalled();
    }

    private static Map<String, String> views() {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("#/", ".concerns");
        views.put("#/behind", "main table");
        views.put("#/pipeline/golden-linux", "h2:has-text('Builds over time')");
        views.put("#/image/golden-linux/1.0.0/4", "h2:has-text('Missing copies')");
        views.put("#/image/golden-linux/1.0.0/2", "p:has-text('On hold by')");
        views.put("#/images", "h1:has-text('Images without a pipeline')");
        views.put("#/image/cluster-node", "h2:has-text('Builds over time')");
        views.put("#/ami/" + GoldenImages.fiveAmis(1).ami(EU, PROD), "h2:has-text('Made by the same build')");
        views.put("#/accounts", "h2:has-text('Import from AWS Organizations')");
        views.put("#/account/" + PROD, "h2:has-text('AMIs that it may launch')");
        views.put("#/account/" + SANDBOX, "dt:has-text('Waits for')");
        views.put("#/distributions", "p:has-text('are on hold')");
        views.put("#/changes/everywhere", "h2:has-text('Changes, newest first')");
        return views;
    }

    @BeforeAll
    void open() throws IOException {
        record();
        site = new LocalApiServer(api);
        chromium = new Chromium();
    }

    @AfterAll
    void close() {
        chromium.close();
        site.close();
    }

    @BeforeEach
    void openThePage() {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        page = context.newPage();
        page.onPageError(scriptErrors::add);
        page.navigate(site.url());
        page.waitForSelector(".concerns");
    }

    @AfterEach
    void closeThePage() {
        context.close();
        List<String> errors = List.copyOf(scriptErrors);
        scriptErrors.clear();

        assertThat(errors).isEmpty();
    }

    @Test
    void everyViewIsAccessibleAndCopiesEveryId() {
        VIEWS.forEach((hash, shown) -> {
            visit(hash, shown);
            if (hash.equals("#/pipeline/golden-linux")) {
                page.locator(".cell.recorded").first().click();
                page.waitForSelector("#detail a[href^='#/ami/']");
            }

            assertThat(idsWithoutCopy()).as(hash).isEmpty();
            assertIsAccessible(hash);
        });
    }

    @Test
    void everyErrorIsAccessibleAndSaysWhatToDo() {
        Map<Integer, String> errors = new LinkedHashMap<>();
        errors.put(401, "Sign in again");
        errors.put(403, "Ask whoever runs this stack");
        errors.put(404, "Check the name");
        errors.put(409, "It has changed meanwhile");
        errors.put(429, "Wait a moment");
        errors.put(500, "The log of the function query-images");
        errors.put(503, "DynamoDB throttles");
        errors.put(0, "Check your connection");
        page.evaluate("() => { window.setTimeout = run => queueMicrotask(run); }"); // it waits before it tries again
        errors.forEach((status, next) -> {
            page.route("**/v1/images?*", route -> fail(route, status));
            visit("#/images", "[role=alert]");

            assertThat(page.locator("main").innerText()).contains(next);
            assertThat(idsWithoutCopy()).as("error " + status).isEmpty();
            assertIsAccessible("error " + status);
            page.unroute("**/v1/images?*");
            page.locator("button:has-text('Try again')").click();
            page.waitForSelector("h1:has-text('Images without a pipeline')");
            visit("#/", ".concerns");
        });
    }

    @Test
    void loadingIsAccessible() {
        List<Route> waiting = new ArrayList<>();
        page.route("**/v1/**", waiting::add);

        page.reload();
        page.waitForCondition(() -> !waiting.isEmpty());
        assertIsAccessible("first view loading");
        waiting.forEach(Route::resume);
        page.unroute("**/v1/**");
        page.waitForSelector(".concerns");
        page.route("**/v1/accounts*", waiting::add);
        page.evaluate("location.hash = '#/accounts'");
        page.waitForSelector("main[aria-busy]");

        assertThat(page.locator("#status").innerText()).isEqualTo("Loading…");
        assertIsAccessible("next view loading");
    }

    @Test
    void everyEmptyViewIsAccessible() throws IOException {
        try (LocalApiServer empty = new LocalApiServer(new TestApi())) {
            page.navigate(empty.url());
            for (String hash : List.of("#/", "#/images", "#/distributions", "#/accounts", "#/behind")) {
                visit(hash, "main:not([aria-busy]) p:has-text('No '), main:not([aria-busy]) p:has-text('no row')");
                assertIsAccessible("empty " + hash);
            }
        }
    }

    @Test
    void dialogsFiltersAndSuggestionsAreAccessible() {
        page.locator("#show-help").click();
        assertIsAccessible("help");
        page.keyboard().press("Escape");
        page.locator("#sought").fill("gold");
        page.waitForSelector(
                "#suggestions option", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        assertIsAccessible("suggestions");
        page.keyboard().press("Enter");
        page.waitForSelector("h1:has-text('golden-linux')");
        page.locator("#sought").fill("e");
        page.keyboard().press("Enter");
        page.waitForSelector("h1:has-text('matches for')");
        assertThat(idsWithoutCopy()).as("matches").isEmpty();
        assertIsAccessible("matches");
        visit("#/accounts?filter=nowhere", "p:has-text('No account matches')");
        assertIsAccessible("filter without a match");
        page.locator("button:has-text('Approve…')").click();
        assertIsAccessible("reason");
    }

    @Test
    void changesThatTheTokenDoesNotAllowAreDisabledAccessibleAndSayWhy() {
        page.evaluate(
                "Object.assign(document.documentElement.dataset, { clientId: 'page', scopes: 'read', holdScope: 'hold',"
                        + " holdNeeds: 'hold', promoteNeeds: 'promote', approveNeeds: 'approve' });"
                        + " sessionStorage.setItem('scopes', 'read hold promote approve');"
                        + " sessionStorage.setItem('token', 'e30.' + btoa(JSON.stringify({ scope: 'read' })) + '.c2ln');");
        for (String hash :
                List.of("#/image/golden-linux/1.0.0/4", "#/pipeline/golden-linux", "#/accounts", "#/distributions")) {
            visit(hash, ".change button:disabled");

            assertThat(page.locator(".change").first().innerText()).contains("Your token lacks the scope");
            assertIsAccessible("refused " + hash);
        }
    }

    /** Without loading the page again. */
    private void visit(String hash, String shown) {
        page.evaluate("hash => { location.hash = hash; }", hash);
        page.waitForSelector(shown);
    }

    private void assertIsAccessible(String state) {
        page.setViewportSize(1280, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(Axe.findings(page)).as(state).isEmpty();
        page.setViewportSize(360, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Axe.findings(page)).as(state + ", on a phone in the dark").isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(state + ": width beyond the phone's")
                .isEqualTo(0);
    }

    /** Summaries are buttons, which can have no button in them, and below a title is what can be copied. */
    @SuppressWarnings("unchecked")
    private List<String> idsWithoutCopy() {
        return (List<String>) page.evaluate("""
                () => {
                  const ids = /\\barn:[^\\s,;()'"]*[^\\s,;()'".:]|\\bami-[0-9a-f]{8,17}\\b|\\b\\d{12}\\b|\\b[0-9a-f]{32}\\b|\\b\\d+\\.\\d+\\.\\d+\\/\\d+\\b/g;
                  const lacking = [];
                  const nodes = document.createTreeWalker(document.getElementById('main'), NodeFilter.SHOW_TEXT);
                  for (let node; (node = nodes.nextNode());) {
                    const at = node.parentElement;
                    if (at.closest('h1, summary, option, svg')) continue;
                    for (const [id] of node.data.matchAll(ids)) {
                      if (!at.closest('.id')?.querySelector('.copy')) lacking.push(id + ' in ' + at.outerHTML.slice(0, 200));
                    }
                  }
                  return lacking;
                }""");
    }

    private static void fail(Route route, int status) {
        if (status == 0) {
            route.abort();
        } else {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody("{\"message\":\"Refused by " + PROD + "\"}"));
        }
    }

    private static GoldenImages cluster(int number) {
        return GoldenImages.build(number)
                .named(ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/cluster-node/1.0.0/" + number))
                .to(US, PROD)
                .withoutPipeline();
    }

    private void record() {
        api.recorded(
                GoldenImages.fiveAmis(1),
                GoldenImages.fiveAmis(2),
                GoldenImages.build(3).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD),
                GoldenImages.fiveAmis(4).failedFor(EU, SANDBOX),
                cluster(7));
        for (String channel : List.of("dev", "prod")) {
            api.rules.put(ChannelAnswersTest.rule("prod", "dev", 7));
            for (int build : List.of(1, 2)) {
                api.send(
                        "PUT",
                        "/v1/pipelines/golden-linux/channels/" + channel,
                        Map.of(),
                        "{\"imageArn\": \"" + GoldenImages.fiveAmis(build).arn() + "\", \"reason\": \"tested\"}");
            }
        }
        api.held(GoldenImages.fiveAmis(2)).held(GoldenImages.fiveAmis(4));
        for (int i = 1; i <= 6; i++) {
            api.registered(RegisteredAccount.of(
                    i == 1 ? PROD : i == 2 ? SANDBOX : new AccountId("%012d".formatted(i)),
                    i == 2 ? AccountStatus.SUSPENDED : AccountStatus.ACTIVE,
                    Set.of(DistributionAnswersTest.GROUP),
                    Optional.empty()));
        }
        api.imports.hold(Optional.of(ApprovalAnswersTest.held(PROD, SANDBOX)));
        DistributionAnswersTest.changed(api.ledger);
    }
}
