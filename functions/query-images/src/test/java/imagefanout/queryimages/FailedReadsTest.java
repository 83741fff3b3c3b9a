package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.StorageException;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.PromotionRules;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.queryimages.answers.AnswerSources;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.accounts.InMemoryImportJournal;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.channels.InMemoryPromotionRules;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request fails if any of its reads fails. It never answers as if nothing were found. */
class FailedReadsTest {
    private static final AccountId MEMBER = new AccountId("333333333333");
    private static final GoldenImages SHARED = GoldenImages.build(1)
            .to(GoldenImages.US, new LaunchPermission(Set.of(LatestAnswersTest.ORGANIZATION)), GoldenImages.PROD);
    private static final GoldenImages ALONE = GoldenImages.build(1)
            .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/alone/1.0.0/1"))
            .to(GoldenImages.US, new LaunchPermission(Set.of(LatestAnswersTest.ORGANIZATION)), GoldenImages.PROD)
            .withoutPipeline();
    private static final String CHANNELS = "/v1/pipelines/golden-linux/channels";
    private static final String IMAGE = "/v1/images/golden-linux/1.0.0/1";

    /** @param reads the ports that its answer reads, each at least once */
    record ApiQuestion(ApiRoute route, String url, Set<String> reads) {
        ApiQuestion(ApiRoute route, String url, String... reads) {
            this(route, url, Set.of(reads));
        }
    }

    static Stream<ApiQuestion> questions() {
        return Stream.of(
                new ApiQuestion(ApiRoute.SHOW_DASHBOARD, "/"),
                new ApiQuestion(ApiRoute.DESCRIBE_API, "/v1/openapi.json"),
                new ApiQuestion(ApiRoute.LIST_PIPELINES, "/v1/pipelines", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_PIPELINES, "/v1/pipelines?volumeType=io2", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_BUILDS, "/v1/pipelines/golden-linux/builds", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.FIND_LATEST,
                        "/v1/pipelines/golden-linux/latest?account=" + MEMBER,
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_COVERAGE,
                        "/v1/pipelines/golden-linux/coverage",
                        "ImageCatalog",
                        "AccountRegistry",
                        "DistributionLedger",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.FIND_LATEST,
                        "/v1/pipelines/golden-linux/latest?channel=dev&account=" + MEMBER,
                        "ImageCatalog",
                        "Channels",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_COVERAGE,
                        "/v1/pipelines/golden-linux/coverage?channel=dev",
                        "ImageCatalog",
                        "Channels",
                        "AccountRegistry",
                        "DistributionLedger",
                        "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_CHANNELS, CHANNELS, "ImageCatalog", "Channels", "LastReconcile"),
                new ApiQuestion(ApiRoute.SHOW_CHANNEL, CHANNELS + "/dev", "ImageCatalog", "Channels", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.PROMOTE_BUILD, CHANNELS + "/prod", "ImageCatalog", "Channels", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.DELETE_CHANNEL, CHANNELS + "/dev", "ImageCatalog", "Channels", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_PROMOTION_RULE,
                        CHANNELS + "/prod/rule",
                        "ImageCatalog",
                        "Channels",
                        "PromotionRules",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_CHANNEL_HISTORY,
                        CHANNELS + "/dev/history",
                        "ImageCatalog",
                        "Channels",
                        "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_IMAGES, "/v1/images", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_IMAGE_BUILDS, "/v1/images/alone/builds", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.FIND_LATEST_OF_IMAGE,
                        "/v1/images/alone/latest?account=" + MEMBER,
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_IMAGE_COVERAGE,
                        "/v1/images/alone/coverage",
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(ApiRoute.SHOW_IMAGE, IMAGE, "ImageCatalog", "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_IMAGE_AMIS, IMAGE + "/amis", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_IMAGE_AMIS, IMAGE + "/amis?region=us-east-1", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(ApiRoute.HOLD_IMAGE, IMAGE + "/hold", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.RELEASE_IMAGE, IMAGE + "/hold?reason=it+starts", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_HOLDS, IMAGE + "/holds", "ImageCatalog", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.TRACE_AMI,
                        "/v1/amis/" + SHARED.ami(GoldenImages.US, GoldenImages.PROD),
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(ApiRoute.LIST_ACCOUNTS, "/v1/accounts", "AccountRegistry", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.SHOW_ACCOUNT,
                        "/v1/accounts/" + MEMBER,
                        "AccountRegistry",
                        "DistributionLedger",
                        "ImageCatalog",
                        "ImportJournal",
                        "LastReconcile"),
                new ApiQuestion(ApiRoute.GET_HELD_IMPORT, "/v1/accounts/approvals", "ImportJournal", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_ACCOUNT_AMIS,
                        "/v1/accounts/" + MEMBER + "/amis",
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_ACCOUNT_AMIS,
                        "/v1/accounts/" + MEMBER + "/amis?pipeline=golden-linux",
                        "ImageCatalog",
                        "AccountRegistry",
                        "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_DISTRIBUTIONS, "/v1/distributions", "DistributionLedger", "LastReconcile"),
                new ApiQuestion(
                        ApiRoute.LIST_CHANGES,
                        "/v1/distributions/everywhere/changes",
                        "DistributionLedger",
                        "LastReconcile"));
    }

    @Test
    void coversEveryRoute() {
        Set<ApiRoute> asked = EnumSet.noneOf(ApiRoute.class);
        questions().map(ApiQuestion::route).forEach(asked::add);

        // Nothing is on hold here, so an approval is refused; ApprovalAnswersTest approves.
        asked.addAll(Set.of(ApiRoute.APPROVE_IMPORT, ApiRoute.APPROVE_PLAN));
        assertThat(asked).containsExactlyInAnyOrder(ApiRoute.values());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void reportsAFailureOfAnyRead(ApiQuestion question) {
        Reads whole = new Reads(0, Reads::unreadable);
        TestApi.Response answered = ask(question, whole);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("strict-transport-security", "max-age=63072000");
        assertThat(new TreeSet<>(whole.ports)).isEqualTo(new TreeSet<>(question.reads()));
        for (int failing = 1; failing <= whole.ports.size(); failing++) {
            TestApi.Response response = ask(question, new Reads(failing, Reads::unreadable));

            assertThat(response.status())
                    .as("read %d, of the %s", failing, whole.ports.get(failing - 1))
                    .isEqualTo(503);
            assertThat(response.type()).isEqualTo("temporarily-unavailable");
            assertThat(response.headers()).containsEntry("retry-after", "2").containsEntry("cache-control", "no-store");
            assertThat(response.body()).doesNotContain("Exception").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void revealsNothingAboutAnInternalError(ApiQuestion question) {
        Reads whole = new Reads(0, Reads::unreadable);
        ask(question, whole);

        for (int failing = 1; failing <= whole.ports.size(); failing++) {
            TestApi.Response response = ask(question, new Reads(failing, port -> new IllegalStateException("secret")));

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.headers())
                    .containsEntry("cache-control", "no-store")
                    .containsKey("strict-transport-security");
            assertThat(response.type()).isEqualTo("internal-error");
            assertThat(response.body()).doesNotContain("Exception").doesNotContain("secret");
        }
    }

    private static TestApi.Response ask(ApiQuestion question, Reads reads) {
        InMemoryImageCatalog catalog = new InMemoryImageCatalog();
        InMemoryChannels channels = new InMemoryChannels();
        InMemoryPromotionRules rules = new InMemoryPromotionRules().put(ChannelAnswersTest.rule("prod", "dev", 7));
        InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
        InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
        AnswerSources sources = new AnswerSources(
                reads.of(ImageCatalog.class, catalog),
                reads.of(Channels.class, channels),
                reads.of(PromotionRules.class, rules),
                reads.of(AccountRegistry.class, registry),
                reads.of(DistributionLedger.class, ledger),
                reads.of(ImportJournal.class, new InMemoryImportJournal()),
                reads.of(LastReconcile.class, () -> Optional.of(TestApi.RECONCILED)),
                OfferPolicy.AVAILABLE_ONLY);
        QueryImages queryImages =
                new QueryImages(deadline -> sources, TestApi.METRICS, Clock.fixed(TestApi.NOW, ZoneOffset.UTC));
        TestApi api = new TestApi(catalog, () -> queryImages).recorded(SHARED, ALONE);
        registry.put(LatestAnswersTest.member(MEMBER));
        DistributionAnswersTest.changed(ledger);
        new PromoteBuild(channels)
                .promote(
                        GoldenImages.PIPELINE,
                        new ChannelName("dev"),
                        catalog.build(SHARED.arn()).orElseThrow(),
                        new ChannelAction(TestApi.NOW, TestApi.CALLER, "tested", false));
        return send(question, api);
    }

    static TestApi.Response send(ApiQuestion question, TestApi api) {
        String method = question.route().key().split(" ")[0];
        String build = question.route() == ApiRoute.PROMOTE_BUILD ? "\"imageArn\":\"" + SHARED.arn() + "\"," : "";
        String body = "{" + build + "\"reason\":\"breaks ssh\"}";
        return api.send(method, question.url(), Map.of(), method.equals("PUT") ? body : "");
    }

    /** Counts the reads of the ports, and makes one of them fail. */
    private static final class Reads {
        private final int failing;
        private final Function<String, RuntimeException> failure;
        private final List<String> ports = new ArrayList<>();

        /** @param failing the number of the failing read, from 1; 0 for none */
        Reads(int failing, Function<String, RuntimeException> failure) {
            this.failing = failing;
            this.failure = failure;
        }

        static RuntimeException unreadable(String port) {
            return new StorageException("secret");
        }

        <T> T of(Class<T> port, T target) {
            return port.cast(
                    Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                        ports.add(port.getSimpleName());
                        if (ports.size() == failing) {
                            throw failure.apply(port.getSimpleName());
                        }
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
