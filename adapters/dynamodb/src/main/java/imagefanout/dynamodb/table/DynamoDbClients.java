package imagefanout.dynamodb.table;

import imagefanout.model.identity.Region;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Makes the long-lived client that the adapters of this room share. */
public final class DynamoDbClients {
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration ANSWERING = Duration.ofSeconds(10);

    private DynamoDbClients() {}

    /**
     * A client that retries what is worth it, so long as the caller's time lasts.
     *
     * @param endpoint where to find DynamoDB when not at its public endpoint
     */
    public static DynamoDbClient create(Region region, Optional<URI> endpoint) {
        return create(region, endpoint, List.of());
    }

    /** The same, with interceptors that see every request. */
    public static DynamoDbClient create(
            Region region, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        return builder(region, endpoint, interceptors).build();
    }

    /** The same, not made yet: for tests that bring their own way to the service, or no pauses between two attempts. */
    public static DynamoDbClientBuilder builder(
            Region region, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        return DynamoDbClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(ANSWERING))
                .overrideConfiguration(override -> override.executionInterceptors(interceptors)
                        .apiCallAttemptTimeout(ANSWERING)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MOST_ATTEMPTS)
                                .build()));
    }
}
