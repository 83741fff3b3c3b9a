package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.OfferPolicy;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * While DynamoDB throttles every request, the SDK retries each call until its timeout. The tests count these timeouts on a clock
 * of their own.
 */
class ThrottledReadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private Instant now = TestApi.NOW;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    static Stream<FailedReadsTest.ApiQuestion> questions() {
        return FailedReadsTest.questions()
                .filter(question ->
                        question.route() != ApiRoute.SHOW_DASHBOARD && question.route() != ApiRoute.DESCRIBE_API);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answersWithinThreeSecondsWhenEveryCallIsThrottled(FailedReadsTest.ApiQuestion question) {
        TestApi.Response response = ask(question, throttledAfter(0));

        assertIsUnavailableInTime(response);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answersWithinThreeSecondsWhenSlowCallsComeBeforeTheThrottledOne(FailedReadsTest.ApiQuestion question) {
        TestApi.Response response = ask(question, throttledAfter(1));

        if (response.status() != 404) {
            assertIsUnavailableInTime(response);
        }
        assertThat(elapsed()).isLessThanOrEqualTo(LIMIT);
    }

    private void assertIsUnavailableInTime(TestApi.Response response) {
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.type()).isEqualTo("temporarily-unavailable");
        assertThat(response.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("retry-after", "2");
        assertThat(elapsed()).isPositive().isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void givesTheFirstAnswerOfAnInstanceTenSeconds(FailedReadsTest.ApiQuestion question) {
        assertThat(FailedReadsTest.send(question, api(throttledAfter(0))).status())
                .isEqualTo(503);

        assertThat(elapsed()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    /** Asks an instance that has answered before. */
    private TestApi.Response ask(FailedReadsTest.ApiQuestion question, DynamoDbClient client) {
        int[] calls = {0};
        TestApi api = api((DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (arguments == null || !(arguments[0] instanceof AwsRequest)) {
                        return method.isDefault() ? callDefault(proxy, method, arguments) : "DynamoDb";
                    }
                    if (calls[0]++ == 0) {
                        throw ApiCallTimeoutException.create(1);
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        assertThat(FailedReadsTest.send(question, api).status()).isEqualTo(503);
        return FailedReadsTest.send(question, api);
    }

    private TestApi api(DynamoDbClient client) {
        QueryImages queryImages = new QueryImagesWiring(
                        client,
                        "Catalog",
                        "Registry",
                        Optional.empty(),
                        "Rules",
                        OfferPolicy.AVAILABLE_ONLY,
                        TestApi.METRICS,
                        clock)
                .queryImages();
        return new TestApi(new InMemoryImageCatalog(), () -> queryImages);
    }

    /** @param answered how many calls are answered, with nothing, after two seconds */
    private DynamoDbClient throttledAfter(int answered) {
        int[] calls = {0};
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (arguments == null || !(arguments[0] instanceof AwsRequest request)) {
                        return method.isDefault() ? callDefault(proxy, method, arguments) : "DynamoDb";
                    }
                    if (calls[0]++ < answered && method.getReturnType() == QueryResponse.class) {
                        now = now.plus(Duration.ofSeconds(2));
                        return QueryResponse.builder().items(List.of()).build();
                    }
                    Optional<Duration> timeout =
                            request.overrideConfiguration().flatMap(configuration -> configuration.apiCallTimeout());
                    now = now.plus(timeout.orElse(Duration.ofDays(1)));
                    throw ApiCallTimeoutException.create(timeout.orElseThrow().toMillis());
                });
    }

    private Duration elapsed() {
        return Duration.between(TestApi.NOW, now);
    }

    private static Object callDefault(Object proxy, Method method, Object[] arguments) throws Throwable {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
}
