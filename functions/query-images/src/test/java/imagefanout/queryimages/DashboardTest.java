package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page in a real browser. Screenshots are kept in {@code target/screenshots}. */
@EnabledIf(
        value = "isChromiumInstalled",
        disabledReason = "no Chromium at /usr/bin/chromium: the dashboard is NOT tested; apt-get install chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;

    private final TestApi api = new TestApi();
    private final List<String> faults = new ArrayList<>();
    private AmiId largeAmi;
    private LocalApiServer site;
    private Chromium chromium;
    private BrowserContext context;

    static boolean isChromiumInstalled() {
        return Chromium.isInstalled();
    }

    @BeforeAll
    void open() throws IOException {
        site = new LocalApiServer(api);
        chromium = new Chromium();
        recordSamples();
    }

    @AfterAll
    void close() {
        chromium.close();
        site.close();
    }

    @AfterEach
    void logsNoErrorsToTheConsole() {
        context.close();
        List<String> logged = List.copyOf(faults);
        faults.clear();
        assertThat(logged).isEmpty();
    }

    @Test
    void showsWhatNeedsAttentionBeforeThePipelines() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);

        page.waitForSelector("h1:has-text('Is all well?')");

        assertThat(page.locator(".concerns").innerText())
                .contains("✗ MISSING golden-linux lacks 1 copy of golden-linux 1.0.0/4")
                .contains("‖ HELD everywhere")
                .contains("✗ The last sync that compared everywhere was")
                .contains("✗ The list of pipelines is stale.");
        assertThat(page.locator(".stale").innerText()).contains("Stale data.").contains("10 months ago");
        assertThat(page.locator("main table").first().innerText())
                .contains("golden-linux")
                .contains("✗ FAILED")
                .contains("80 % 4 of 5, 1 missing")
                .contains("latest 1.0.0/3");
        assertThat(page.locator("tr:has-text('golden-linux') .spark svg").getAttribute("aria-label"))
                .isEqualTo("Last 4 builds, newest first: 1.0.0/4 FAILED, 1 missing; 1.0.0/3 AVAILABLE;"
                        + " 1.0.0/2 AVAILABLE; 1.0.0/1 AVAILABLE");
        assertThat(page.locator("section:has(h2:text-is('Distributions'))").innerText())
                .contains("everywhere")
                .contains("‖ HELD");
        page.waitForSelector(".numbers a:has-text('accounts lack a copy') b:text-is('2')");
        keep(page, "pipelines");
    }

    @Test
    void listsTheAccountsThatLackACopyWithALinkToTheirGaps() {
        Page page = open("#/behind", PHONE, ColorScheme.DARK, "main table");

        assertThat(page.locator("main table").innerText())
                .contains("222222222222")
                .contains("golden-linux: eu-west-1")
                .contains("500000000700");
        keep(page, "behind-phone-dark");
        page.locator("tr:has-text('222222222222') a:has-text('golden-linux')").click();
        page.waitForSelector(".matrix");

        assertThat(page.locator(".matrix tbody tr").count()).isEqualTo(1);
    }

    @Test
    void loadsTheHistoriesOfManyPipelinesWhenTheyComeInSight() throws IOException {
        TestApi many = new TestApi();
        for (int i = 1; i <= 60; i++) {
            many.recorded(GoldenImages.build(i)
                    .to(US, PROD)
                    .of(PipelineArn.parse(
                            "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%02d".formatted(i))));
        }
        for (String channel : List.of("dev", "prod")) {
            many.send(
                    "PUT",
                    "/v1/pipelines/p60/channels/" + channel,
                    Map.of(),
                    "{\"imageArn\": \"" + GoldenImages.build(60).arn() + "\", \"reason\": \"tested\"}");
        }
        try (LocalApiServer other = new LocalApiServer(many)) {
            Page page = open("#/", DESKTOP, ColorScheme.DARK, other);
            page.waitForSelector("tr:has-text('p01') .spark svg");
            int before = page.locator(".spark svg").count();
            Object height = page.locator("main table").evaluate("table => table.offsetHeight");
            page.locator("tr:has-text('p60')").scrollIntoViewIfNeeded();
            page.waitForSelector("tr:has-text('p60') .served:has-text('dev')");

            assertThat(before).isLessThan(40);
            assertThat(page.locator("main table").evaluate("table => table.offsetHeight"))
                    .as("what comes later has its place before")
                    .isEqualTo(height);
            keep(page, "sixty-pipelines-dark");
            page.getByLabel("Filter").fill("p42");
            page.waitForSelector("tr:has-text('p42') .spark svg");
            assertThat(page.url()).endsWith("?filter=p42");
        }
    }

    @Test
    void readsTheNewestFinishedBuildOfEveryPipelineThatIsBuilding() throws IOException {
        TestApi many = new TestApi();
        for (int i = 1; i <= 21; i++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%02d".formatted(i));
            GoldenImages finished =
                    GoldenImages.build(i).to(US, PROD).to(EU, PROD).of(pipeline);
            many.recorded(
                    i == 21 ? finished.failedFor(EU, PROD) : finished,
                    GoldenImages.build(100 + i).to(US, PROD).of(pipeline).in(ImageState.BUILDING));
        }
        try (LocalApiServer other = new LocalApiServer(many)) {
            Page page = open("#/", DESKTOP, ColorScheme.LIGHT, other);
            page.waitForSelector(".concerns");
            String concerns = page.locator(".concerns").first().innerText();
            page.navigate(other.url() + "#/behind");
            page.waitForSelector("h1:has-text('Accounts that lack a copy')");

            assertThat(concerns).contains("✗ MISSING p21 lacks 1 copy of golden-linux 1.0.0/21");
            assertThat(page.locator("main").innerText()).contains("p21: eu-west-1");
        }
    }

    @Test
    void readsTwentyPipelinesWithMissingCopiesAtOnceAndTheOthersOnRequest() throws IOException {
        TestApi many = new TestApi();
        for (int i = 1; i <= 45; i++) {
            AccountId account = new AccountId("%012d".formatted(i));
            many.recorded(GoldenImages.build(i)
                    .to(US, account)
                    .to(EU, account)
                    .of(PipelineArn.parse(
                            "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%02d".formatted(i)))
                    .failedFor(EU, account));
        }
        try (LocalApiServer other = new LocalApiServer(many)) {
            List<String> coverages = new ArrayList<>();
            Page page = open("#/behind", DESKTOP, ColorScheme.LIGHT, other);
            page.waitForSelector("button:has-text('Read 20 more pipelines (25 left)')");
            String first = page.locator("main").innerText();
            page.onRequest(request -> {
                if (request.url().contains("/coverage")) {
                    coverages.add(request.url());
                }
            });
            page.locator("button:has-text('Read 20 more')").click();
            page.waitForSelector("button:has-text('Read 5 more pipelines (5 left)')");
            int second = coverages.size();
            page.navigate(other.url() + "#/");
            page.waitForSelector(".numbers a:has-text('accounts lack a copy (40 of 45 pipelines read)')");
            String numbers = page.locator(".numbers").innerText();
            page.navigate(other.url() + "#/behind?pipelines=60");
            page.waitForSelector("p:has-text('All 45 pipelines with missing copies are read.')");

            assertThat(first).contains("Read so far: the 20 pipelines with the most missing copies, of 45.");
            assertThat(second).as("what was read is not read again").isEqualTo(20);
            assertThat(numbers).contains("≥ 40");
            assertThat(coverages).hasSize(25);
            assertThat(page.locator("main tbody tr").count()).isEqualTo(45);
        }
    }

    @Test
    void saysThatAllIsWellWhileOnlyAnOlderBuildIsOnHold() throws IOException {
        TestApi calm = new TestApi()
                .recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2))
                .held(GoldenImages.fiveAmis(1));
        try (LocalApiServer other = new LocalApiServer(calm)) {
            Page page = openAtRecordingTime(other);

            assertThat(page.locator("section[aria-labelledby=concerns]").innerText())
                    .contains("✓ All is well")
                    .contains("no hold keeps a newer build back");
            assertThat(page.locator(".numbers").innerText().replaceAll("\\s+", " "))
                    .contains("0 newer builds on hold");
        }
    }

    @Test
    void doesNotSayThatAllIsWellWhenTheListsWereNotReadToTheirEnds() throws IOException {
        TestApi longLists = new TestApi().recorded(GoldenImages.fiveAmis(1));
        DistributionAnswersTest.managed(longLists.ledger);
        try (LocalApiServer other = new LocalApiServer(longLists)) {
            Page page = openAtRecordingTime(other);
            String read = page.locator("section[aria-labelledby=concerns]").innerText();
            for (String list : List.of("pipelines", "distributions")) {
                ObjectNode first = (ObjectNode) longLists.get("/v1/" + list).json();
                ArrayNode items = (ArrayNode) first.get("items");
                for (int i = 1; i < 1000; i++) {
                    items.add(items.get(0));
                }
                first.put("nextCursor", "more");
                page.route(
                        url -> url.contains("/v1/" + list) && !url.contains("pipelineArn="),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(first.toString())));
            }
            page.reload();
            page.waitForSelector(".concerns");

            assertThat(read).contains("✓ All is well");
            assertThat(page.locator(".concerns").innerText())
                    .contains("✗ Only the first pipelines were read.")
                    .contains("✗ Only the first configurations were read.");
        }
    }

    @Test
    void showsAPlanOnHoldBeforeTheFirstPipelineIsRecorded() throws IOException {
        TestApi empty = new TestApi();
        DistributionAnswersTest.changed(empty.ledger);
        try (LocalApiServer other = new LocalApiServer(empty)) {
            Page page = open("#/", DESKTOP, ColorScheme.LIGHT, other);
            page.waitForSelector(".concerns");

            assertThat(page.locator(".concerns").innerText()).contains("‖ HELD everywhere");
        }
    }

    @Test
    void approvesAnImportOfAccountsThatIsOnHold() throws IOException {
        TestApi importing = new TestApi();
        AccountId[] losing = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> new AccountId("%012d".formatted(i)))
                .toArray(AccountId[]::new);
        importing.imports.hold(Optional.of(ApprovalAnswersTest.held(losing)));
        try (LocalApiServer other = new LocalApiServer(importing)) {
            Page page = open("#/", PHONE, ColorScheme.DARK, other);
            page.waitForSelector(".concerns");
            String concerns = page.locator(".concerns").innerText();
            page.locator(".concerns a:has-text('Import of accounts')").click();
            page.waitForSelector("h2:has-text('Import from AWS Organizations')");
            String held = page.locator("main").innerText();
            keep(page, "import-phone-dark");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve…"))
                    .click();
            page.locator("#reason").fill("unit X was closed");
            page.locator("#reason-action").click();
            page.waitForSelector("p:has-text('✓ Approved by user/operator')");

            assertThat(concerns)
                    .contains("‖ HELD Import of accounts on hold since")
                    .contains("7 accounts would lose");
            assertThat(held)
                    .contains("Accounts on hold (7)")
                    .contains("payments")
                    .contains("group prod")
                    .contains(ApprovalAnswersTest.held(losing).digest().hex());
            assertThat(page.locator("main").innerText()).contains("unit X was closed");
            assertThat(page.locator("main button:has-text('Approve')").count()).isZero();
            assertThat(importing.imports.approval().orElseThrow().reason()).isEqualTo("unit X was closed");
            assertThat(Axe.findings(page)).isEmpty();
        }
    }

    @Test
    void marksABuildThatItsChannelDoesNotServe() throws IOException {
        TestApi held = new TestApi().recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2));
        for (int i = 1; i <= 2; i++) {
            held.send(
                    "PUT",
                    "/v1/pipelines/golden-linux/channels/" + (i == 1 ? "prod" : "dev"),
                    Map.of(),
                    "{\"imageArn\": \"" + GoldenImages.fiveAmis(i).arn() + "\", \"reason\": \"tested\"}");
        }
        held.held(GoldenImages.fiveAmis(2));
        try (LocalApiServer other = new LocalApiServer(held)) {
            Page page = open("#/", DESKTOP, ColorScheme.LIGHT, other);
            page.waitForSelector(".served:has-text('prod')");

            assertThat(page.locator(".served").allInnerTexts())
                    .extracting(String::strip)
                    .containsExactly("latest 1.0.0/1", "dev 1.0.0/2 ‖ not served prod 1.0.0/1");
            assertThat(Axe.findings(page)).isEmpty();
        }
    }

    @Test
    void showsTheSsmParametersOfAChange() throws IOException {
        TestApi changed = new TestApi();
        DistributionAnswersTest.parametersChanged(changed.ledger);
        try (LocalApiServer other = new LocalApiServer(changed)) {
            Page page = open("#/distributions", DESKTOP, ColorScheme.LIGHT, other);
            page.waitForSelector("summary:has-text('us-east-1 +0 −0, /golden/linux/latest +1 −1')");
            page.navigate(other.url() + "#/changes/everywhere");
            page.waitForSelector("h1:has-text('Changes of everywhere')");

            assertThat(page.locator("main table").innerText())
                    .contains("us-east-1 /golden/linux/latest + " + PROD)
                    .contains("us-east-1 /golden/linux/latest − " + SANDBOX);
        }
    }

    @Test
    void triesAgainAfterAThrottledRequest() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("h1:has-text('Is all well?')");
        List<String> requests = new ArrayList<>();
        page.route("**/v1/accounts?*", route -> {
            requests.add(route.request().url());
            if (requests.size() == 1) {
                route.fulfill(new Route.FulfillOptions().setStatus(429).setBody("{}"));
            } else {
                route.resume();
            }
        });

        page.locator("nav a:has-text('Accounts')").click();
        page.waitForSelector("h1:has-text('Accounts')");

        assertThat(requests).hasSize(2);
        faults.clear(); // the browser reports the 429
    }

    @Test
    void suggestsAndFindsAnAccountByAPartOfItsName() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);
        page.getByLabel("Search", new Page.GetByLabelOptions().setExact(true)).fill("BILL");
        page.waitForSelector(
                "#suggestions option[value='444444444444']",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        page.getByLabel("Search", new Page.GetByLabelOptions().setExact(true)).fill("Golden");
        page.waitForSelector(
                "#suggestions option[value='golden-linux/1.0.0/4']",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));

        find(page, "biLLing");
        page.waitForSelector("h1:has-text('Account 444444444444')");
        find(page, "Golden-Linux/1.0.0/2");

        page.waitForSelector("h1:has-text('golden-linux 1.0.0/2')");
    }

    @Test
    void showsWhatTheNextPromotionWaitsFor() {
        api.rules.put(ChannelAnswersTest.rule("next", "dev", 7));
        for (String channel : List.of("dev", "next")) {
            api.send(
                    "PUT",
                    "/v1/pipelines/golden-linux/channels/" + channel,
                    Map.of(),
                    "{\"imageArn\": \""
                            + GoldenImages.fiveAmis(channel.equals("dev") ? 2 : 1)
                                    .arn() + "\", \"reason\": \"tested\"}");
        }

        Page page = openPipeline(DESKTOP, ColorScheme.DARK);

        String channels = page.locator("section:has(h2:text-is('Channels'))").innerText();
        assertThat(channels)
                .contains("follows dev after 7 days")
                .contains("… WAITING")
                .contains("golden-linux 1.0.0/2");
        keep(page, "channels-dark");
    }

    /** What is not counted is not needed: a key press builds only the cells that match. */
    @Test
    void filtersThirtyThousandCellsWithFewNewElements() {
        Page page = open("#/pipeline/large", DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("canvas");
        page.evaluate("() => {"
                + " window.added = 0;"
                + " new MutationObserver(records => records.forEach(record => record.addedNodes.forEach(node => {"
                + "   window.added += 1 + (node.querySelectorAll?.('*').length ?? 0); })))"
                + " .observe(document.getElementById('main'), { childList: true, subtree: true }); }");

        Locator filter = page.getByLabel("Account or Region");
        List<Integer> added = new ArrayList<>();
        for (String text : List.of("5", "50", "500000000", "500000000700", "eu-west-2", "")) {
            page.evaluate("() => { window.added = 0; }");
            filter.fill(text);
            added.add((Integer) page.evaluate("() => window.added"));
        }

        assertThat(added).allMatch(count -> count <= 200);
        assertThat(page.locator("main *").count()).isLessThan(2000);
    }

    @Test
    void showsTheMatrixAndAGapsReasonOnHoverAndFocus() {
        Page page = openPipeline(DESKTOP, ColorScheme.LIGHT);
        Locator gap = page.locator(".cell.missing");

        gap.hover();
        String onHover = page.locator("#detail").innerText();
        page.locator(".cell.recorded").first().focus();
        String elsewhere = page.locator("#detail").innerText();
        gap.focus();
        String onFocus = page.locator("#detail").innerText();

        assertThat(gap.count()).isEqualTo(1);
        assertThat(onHover).contains("eu-west-1, 222222222222").contains("AMI Copy Reported Failure");
        assertThat(elsewhere).contains("recorded");
        assertThat(onFocus).isEqualTo(onHover);
        assertThat(page.locator("main").innerText())
                .contains("○ waiting for the next build")
                .contains("333333333333");
        keep(page, "pipeline-desktop");
    }

    @Test
    void movesBetweenCellsByArrowKeysAndLeavesTheMatrixByTab() {
        Page page = openPipeline(DESKTOP, ColorScheme.LIGHT);

        page.locator(".cell").first().focus();
        page.keyboard().press("ArrowRight");
        String right = page.locator("#detail").innerText();
        page.keyboard().press("ArrowDown");
        String down = page.locator("#detail").innerText();
        page.keyboard().press("ArrowRight");
        String edge = page.locator("#detail").innerText();

        assertThat(right).startsWith("us-east-1, 111111111111");
        assertThat(down).startsWith("us-east-1, 123456789012");
        assertThat(edge).isEqualTo(down);
        assertThat(page.locator(".cell[tabindex='0']").count()).isEqualTo(1);
    }

    @Test
    void explainsThatAContainerImageHasNoAmis() {
        Page page = open("#/pipeline/app", PHONE, ColorScheme.LIGHT, "text=Builds over time");

        assertThat(page.locator("main").innerText())
                .contains("A container image has no AMIs")
                .doesNotContain("Regions and accounts")
                .doesNotContain("waiting");
        assertThat(Axe.findings(page)).isEmpty();
    }

    @Test
    void showsImagesWithoutAPipelineAndTheirBuildsInProgress() {
        Page page = open("#/images", PHONE, ColorScheme.LIGHT, "h1:has-text('Images without a pipeline')");
        assertThat(page.locator("main table").innerText())
                .contains("cluster-node")
                .contains("… BUILDING");
        keep(page, "images-phone");

        page.locator("main table a").first().click();
        page.waitForSelector("text=Builds over time");

        assertThat(page.locator("main").innerText())
                .contains("Newest finished build: cluster-node 1.0.0/7")
                .contains("– GONE");
        keep(page, "image-builds-phone");
    }

    @Test
    void findsAnAmiAndAnAccount() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);
        String ami = GoldenImages.fiveAmis(1).ami(EU, PROD).value();

        find(page, ami);
        page.waitForSelector("h1:has-text('" + ami + "')");
        String ofAmi = page.locator("main").innerText();
        keep(page, "ami");
        find(page, "1111 1111 1111");
        page.waitForSelector("h1:has-text('Account 111111111111')");
        String ofAccount = page.locator("main").innerText();
        keep(page, "account");
        find(page, "banana");
        page.waitForSelector("[role=alert]");

        assertThat(ofAmi).contains("111111111111").contains("eu-west-1").contains("golden-linux 1.0.0/1");
        assertThat(ofAccount).contains("■ OWNED").contains("golden-linux");
        assertThat(page.locator("[role=alert]").innerText())
                .contains("Nothing is named")
                .contains("Enter an AMI ID");
    }

    @Test
    void showsWhatWasTheLatestForAnAccountOnADay() {
        Page page =
                open("#/account/111111111111", DESKTOP, ColorScheme.LIGHT, "h2:has-text('AMIs that it may launch')");

        page.getByLabel("Latest AMIs on").fill("2026-01-02");
        page.waitForSelector("h2:has-text('AMIs that were the latest on 2026-01-02')");
        String then = page.locator("main table").innerText();
        page.getByLabel("Latest AMIs on").fill("2020-01-01");
        page.waitForSelector("text=No AMI was the latest for this account on 2020-01-01.");
        faults.clear(); // the browser reports that there was none

        assertThat(then).contains("golden-linux 1.0.0/");
        assertThat(page.url()).endsWith("?on=2020-01-01");
    }

    @Test
    void searchesAgainAfterAnError() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);

        find(page, PROD.value());
        page.waitForSelector("h1:has-text('Account " + PROD + "')");
        find(page, "banana");
        page.waitForSelector("[role=alert]");
        find(page, PROD.value());

        page.waitForSelector("h1:has-text('Account " + PROD + "')");
    }

    @Test
    void showsThePipelinesForAnUnknownAddress() {
        Page page = open("#/constructor", DESKTOP, ColorScheme.LIGHT);

        page.waitForSelector("h1:has-text('Is all well?')");
    }

    @Test
    void showsAnErrorForAMalformedAddress() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("h1:has-text('Is all well?')");

        page.evaluate("location.hash = '#/pipeline/%'");

        page.waitForSelector("[role=alert]");
    }

    @Test
    void reportsAnIncompleteList() {
        Page page = open("#/ami/" + largeAmi, DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("h1:has-text('" + largeAmi + "')");

        assertThat(page.locator("main").innerText())
                .contains("Made by the same build (29,998)")
                .contains("This list is incomplete");
    }

    @Test
    void holdsAndReleasesABuildByKeyboard() {
        Page page = open("#/image/golden-linux/1.0.0/1", DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("h1:has-text('golden-linux 1.0.0/1')");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hold this build…"))
                .focus();
        page.keyboard().press("Enter");
        page.keyboard().type("<b>sshd</b> does not start");
        keep(page, "hold");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForSelector("text=‖ On hold by");
        String held = page.locator(".problem:has-text('On hold')").innerText();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Release…"))
                .focus();
        page.keyboard().press("Enter");
        page.keyboard().type("sshd starts & answers");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForSelector(
                "text=‖ On hold by", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));

        assertThat(page.locator("section:has(h2:has-text('Holds'))").innerText())
                .contains("<b>sshd</b> does not start")
                .contains("user/operator")
                .contains("sshd starts & answers");
        assertThat(held).contains("user/operator").contains("<b>sshd</b> does not start");
        assertThat(page.locator("main b:has-text('sshd')").count()).isZero();
    }

    @Test
    void showsDriftAndHeldRemovals() {
        Page page = open("#/distributions", DESKTOP, ColorScheme.DARK);
        page.waitForSelector("text=Changes of target accounts are on hold");

        assertThat(page.locator("main").innerText())
                .contains("everywhere ‖ HELD")
                .contains("0123456789abcdef0123456789abcdef")
                .contains("222222222222");
        keep(page, "distributions-dark");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve…"))
                .click();
        assertThat(page.locator("dialog[open]").innerText()).contains("exactly the changes of this plan, once");
        page.locator("#reason").fill("they are closed");
        page.locator("#reason-action").click();
        page.waitForSelector("#status:has-text('The approval is stored')");

        assertThat(api.ledger.approval(DistributionAnswersTest.arn("everywhere")))
                .isPresent();
    }

    @Test
    void reachesEveryChangeOfAConfigurationByKeyboard() {
        Page page = open("#/distributions", PHONE, ColorScheme.LIGHT);
        page.waitForSelector("text=Changes of target accounts are on hold");
        page.locator("summary").focus();
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All changes with their accounts"))
                .focus();
        page.keyboard().press("Enter");
        page.waitForSelector("text=Changes of everywhere");

        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .as("no frame around all that is shown")
                .isEqualTo("none");
        assertThat(page.locator("main").innerText())
                .contains("us-east-1 + " + PROD)
                .contains("us-east-1 + " + SANDBOX)
                .contains("SCHEDULE");
        keep(page, "changes-phone");
    }

    @Test
    void groupsMissingCopiesByCauseAndOpensTheAmiOfACell() {
        Page page = openPipeline(DESKTOP, ColorScheme.LIGHT);
        assertThat(page.locator(".cause").innerText())
                .contains("✗ eu-west-1 1 account: AMI Copy Reported Failure")
                .contains("222222222222");

        page.locator(".cell.recorded").first().click();
        page.waitForSelector("#detail a[href^='#/ami/']");

        assertThat(page.locator("#detail").innerText())
                .contains(GoldenImages.fiveAmis(4).ami(EU, PROD).value())
                .contains("Open in the console");
        keep(page, "cell");
    }

    @Test
    void filtersByAccountAndKeepsTheFilterInTheAddress() {
        Page page = openPipeline(PHONE, ColorScheme.DARK);

        page.getByLabel("Account or Region").fill("2222");
        page.waitForSelector(
                ".matrix th:has-text('111111111111')",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        String address = page.url();

        assertThat(address).endsWith("?filter=2222");
        assertThat(page.locator(".matrix tbody tr").count()).isEqualTo(1);
        page.reload();
        page.waitForSelector(".matrix");
        assertThat(page.locator(".matrix tbody tr").count()).isEqualTo(1);
        keep(page, "filter-phone-dark");
    }

    @Test
    void findsAPipelineByAPartOfItsNameAndABuildByItsArn() {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT);

        find(page, "GOLDEN-l");
        page.waitForSelector("h1:has-text('golden-linux')");
        find(page, "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/2");
        page.waitForSelector("h1:has-text('golden-linux 1.0.0/2')");
        page.keyboard().press("Escape");
        page.locator("h1").click();
        page.keyboard().press("?");

        assertThat(page.locator("#help").isVisible()).isTrue();
        keep(page, "help");
    }

    @Test
    void listsTheRegistryAndShowsAnAccountsRow() {
        Page page = open("#/accounts", PHONE, ColorScheme.DARK, "main table");
        assertThat(page.locator("main table").innerText())
                .contains("333333333333")
                .contains("✓ ACTIVE")
                .contains("prod");

        page.locator("main table a").first().click();
        page.waitForSelector("h1:has-text('Account 333333333333')");

        assertThat(page.locator("main dl").innerText()).contains("ACTIVE").contains("prod");
    }

    @Test
    void promotesABuildWithAReason() {
        Page page = openPipeline(DESKTOP, ColorScheme.LIGHT);
        page.getByLabel("Channel", new Page.GetByLabelOptions().setExact(true)).fill("prod");
        page.getByLabel("Build", new Page.GetByLabelOptions().setExact(true))
                .selectOption(GoldenImages.fiveAmis(2).arn().toString());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Promote…"))
                .click();
        page.locator("#reason").fill("tested for a week");
        keep(page, "promote");
        page.locator("#reason-action").click();
        page.waitForSelector("td:has-text('tested for a week')");

        assertThat(page.locator("section:has(h2:text-is('Channels'))").innerText())
                .contains("prod")
                .contains("golden-linux 1.0.0/2")
                .contains("user/operator");
    }

    @Test
    void drawsThirtyThousandCells() {
        Page page = open("#/pipeline/large", DESKTOP, ColorScheme.LIGHT);
        page.waitForSelector("canvas");

        page.locator("figure", new Page.LocatorOptions().setHasText("eu-west-2:"))
                .locator("canvas")
                .focus();
        page.keyboard().press("m");
        String missing = page.locator("#detail").innerText();
        page.keyboard().press("ArrowRight");
        String next = page.locator("#detail").innerText();

        assertThat(page.locator("canvas").count())
                .as("Regions with a missing or shared copy")
                .isLessThan(3);
        page.locator("details.whole summary").click();
        page.waitForSelector("details.whole canvas");
        assertThat(page.locator("canvas").count()).isEqualTo(20);
        assertThat(page.locator("main").innerText())
                .contains("29,999 of 30,000")
                .contains("1,499 recorded, 1 missing");
        assertThat(missing).contains("eu-west-2, 500000000700").contains("AMI Copy Reported Failure");
        assertThat(next).contains("recorded");
        assertThat(Axe.findings(page)).isEmpty();
        keep(page, "thirty-thousand-desktop");
        keep(open("#/pipeline/large", PHONE, ColorScheme.DARK, "canvas"), "thirty-thousand-phone-dark");
    }

    private Page openPipeline(int width, ColorScheme scheme) {
        return open("#/pipeline/golden-linux", width, scheme, "text=Builds over time");
    }

    private Page open(String hash, int width, ColorScheme scheme, String until) {
        Page page = open(hash, width, scheme);
        page.waitForSelector(until);
        return page;
    }

    private Page open(String hash, int width, ColorScheme scheme) {
        return open(hash, width, scheme, site);
    }

    private Page open(String hash, int width, ColorScheme scheme, LocalApiServer server) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setColorScheme(scheme));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser reports the 404 of an account without a row and of a channel without a rule. The page shows
            // them as such.
            String at = message.location();
            if (message.type().equals("error") && !at.contains("/v1/accounts/") && !at.contains("/rule")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        page.navigate(server.url() + hash);
        return page;
    }

    /** The first page when its data is not stale. */
    private Page openAtRecordingTime(LocalApiServer server) {
        Page page = open("#/", DESKTOP, ColorScheme.LIGHT, server);
        page.clock().setFixedTime(TestApi.NOW.toEpochMilli());
        page.reload();
        page.waitForSelector("section[aria-labelledby=concerns]");
        return page;
    }

    private static void find(Page page, String what) {
        page.getByLabel("Search", new Page.GetByLabelOptions().setExact(true)).fill(what);
        page.keyboard().press("Enter");
    }

    private static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static GoldenImages cluster(int number) {
        return GoldenImages.build(number)
                .named(ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/cluster-node/1.0.0/" + number))
                .to(US, PROD)
                .withoutPipeline();
    }

    /** Records the builds that the page shows. */
    private void recordSamples() {
        api.recorded(
                        GoldenImages.fiveAmis(1),
                        GoldenImages.fiveAmis(2),
                        GoldenImages.build(3).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD),
                        GoldenImages.fiveAmis(4).failedFor(EU, SANDBOX))
                .registered(RegisteredAccount.of(
                        new AccountId("333333333333"),
                        AccountStatus.ACTIVE,
                        Set.of(DistributionAnswersTest.GROUP),
                        Optional.empty()))
                .registered(new RegisteredAccount(
                        new AccountId("444444444444"),
                        AccountStatus.SUSPENDED,
                        new TreeSet<>(),
                        Optional.empty(),
                        Optional.of("Billing"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        AccountId[] accounts = IntStream.range(0, 1500)
                .mapToObj(i -> new AccountId(String.format("5%011d", i)))
                .toArray(AccountId[]::new);
        GoldenImages large = GoldenImages.build(5)
                .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:500000000000:image/large/1.0.0/1"))
                .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:500000000000:image-pipeline/large"))
                .to(US, accounts);
        for (int i = 2; i <= 20; i++) {
            large = large.to(new Region("eu-west-" + i), accounts);
        }
        api.recorded(large.failedFor(new Region("eu-west-2"), accounts[700]));
        api.recorded(GoldenImages.build(6)
                .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/app/1.0.0/1"))
                .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/app"))
                .container());
        api.recorded(cluster(7), cluster(8).in(ImageState.BUILDING));
        DescribedImage gone = cluster(6).described();
        api.catalog.record(ImageSnapshot.of(
                TestApi.NOW,
                new DescribedImage(gone.build().gone(), gone.distributions(), gone.outputs(), gone.failures())));
        largeAmi = large.ami(US, accounts[0]);
        DistributionAnswersTest.changed(api.ledger);
    }
}
