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

/** Creates the client that all adapters in this module share. */
public final class DynamoDbClients {
    private static final int MAX_ATTEMPTS = 8;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private DynamoDbClients() {}

    /**
     * Creates a client that retries transient errors. {@link BoundedDynamoDb} limits the total time of a call.
     *
     * @param endpoint DynamoDB's endpoint; empty for the default endpoint
     */
    public static DynamoDbClient create(Region region, Optional<URI> endpoint) {
        return builder(region, endpoint, List.of()).build();
    }

    /** Returns the client builder, for tests that watch the requests, or replace the transport or the retry pauses. */
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
