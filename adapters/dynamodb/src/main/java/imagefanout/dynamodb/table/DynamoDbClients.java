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

/** Makes the long-lived client that every adapter of this module shares. */
public final class DynamoDbClients {
    private static final int MAX_ATTEMPTS = 8;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private DynamoDbClients() {}

    /**
     * A client that retries what may succeed later, for as long as the caller's deadline allows.
     *
     * @param endpoint DynamoDB's endpoint; empty for the public one
     */
    public static DynamoDbClient create(Region region, Optional<URI> endpoint) {
        return create(region, endpoint, List.of());
    }

    /** The same, with interceptors that see every request. */
    public static DynamoDbClient create(
            Region region, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        return builder(region, endpoint, interceptors).build();
    }

    /** The same, before it is built: for tests with their own transport, or without pauses between two attempts. */
    public static DynamoDbClientBuilder builder(
            Region region, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        return DynamoDbClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION_TIMEOUT)
                        .socketTimeout(ANSWER_TIMEOUT))
                .overrideConfiguration(override -> override.executionInterceptors(interceptors)
                        .apiCallAttemptTimeout(ANSWER_TIMEOUT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build()));
    }
}
