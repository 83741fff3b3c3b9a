package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
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
 * One SDK client per Region, made when first needed and kept: to be shared by all invocations of a function. Throttling,
 * server errors and lost connections are retried by the SDK in its standard mode; how long, {@link ImageBuilderCalls} decides.
 */
public final class ImageBuilderClients implements AutoCloseable {
    private static final Duration MOST_TO_CONNECT = Duration.ofSeconds(5);

    /** A safety net only: an attempt's time is bounded by {@link ImageBuilderCalls}. */
    private static final Duration MOST_SILENCE = Duration.ofSeconds(30);

    private final Optional<URI> endpoint;
    private final List<ExecutionInterceptor> interceptors;
    private final SdkHttpClient http;
    private final Supplier<RetryStrategy> retries;
    private final Map<Region, ImagebuilderClient> clients = new ConcurrentHashMap<>();

    /** @param endpoint where to find the service of every Region when not at its public endpoint */
    public ImageBuilderClients(Optional<URI> endpoint) {
        this(endpoint, List.of());
    }

    /** @param interceptors see every request and answer on their way, for tests that count calls or read the wire */
    public ImageBuilderClients(Optional<URI> endpoint, List<? extends ExecutionInterceptor> interceptors) {
        this(
                endpoint,
                interceptors,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(MOST_TO_CONNECT)
                        .socketTimeout(MOST_SILENCE)
                        .build());
    }

    /** @param http carries every request, and is closed with this: for tests that answer without a network */
    public ImageBuilderClients(
            Optional<URI> endpoint, List<? extends ExecutionInterceptor> interceptors, SdkHttpClient http) {
        this(endpoint, interceptors, http, AwsRetryStrategy::standardRetryStrategy);
    }

    /**
     * @param http as above
     * @param retries how often the SDK sends a call again, and after what pauses: one for each Region, with a budget of its own
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

    /** The calls of one invocation. */
    ImageBuilderCalls within(Deadline deadline) {
        return new ImageBuilderCalls(this, deadline);
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
