package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Region;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * One SDK client per Region, created on first use and shared by all invocations of a function. The SDK's standard retry mode
 * retries throttling, server errors and lost connections, as long as {@link ImageBuilderCalls} allows.
 */
public final class ImageBuilderClients implements AutoCloseable {
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /** A safety net: {@link ImageBuilderCalls} already limits the time of an attempt. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private final Optional<URI> endpoint;
    private final List<ExecutionInterceptor> interceptors;
    private final SdkHttpClient http;
    private final Supplier<RetryStrategy> retries;
    private final Map<Region, ImagebuilderClient> clients = new ConcurrentHashMap<>();

    /** @param endpoint of the service in every Region; empty for the public endpoints */
    public ImageBuilderClients(Optional<URI> endpoint) {
        this(endpoint, List.of());
    }

    /** @param interceptors for tests that count calls or read requests and answers */
    public ImageBuilderClients(Optional<URI> endpoint, List<? extends ExecutionInterceptor> interceptors) {
        this(
                endpoint,
                interceptors,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT)
                        .build(),
                AwsRetryStrategy::standardRetryStrategy);
    }

    /**
     * For tests that answer without a network or do not wait between retries.
     *
     * @param http is closed with this
     * @param retries creates a retry strategy for each Region
     */
    public ImageBuilderClients(
            Optional<URI> endpoint,
            List<? extends ExecutionInterceptor> interceptors,
            SdkHttpClient http,
            Supplier<RetryStrategy> retries) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.interceptors = new ArrayList<>(interceptors);
        this.interceptors.add(new RawAnswer.Capture());
        this.interceptors.add(new AnswerLimit.Interceptor());
        this.http = requireNonNull(http, "http");
        this.retries = requireNonNull(retries, "retries");
    }

    ImagebuilderClient in(Region region) {
        return clients.computeIfAbsent(region, this::client);
    }

    private ImagebuilderClient client(Region region) {
        var builder = ImagebuilderClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(retries.get()).executionInterceptors(interceptors));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public void close() {
        clients.values().forEach(ImagebuilderClient::close);
        http.close();
    }
}
