package imagefanout.eventbridge;

import imagefanout.model.identity.Region;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Creates the client of {@link EventBridgeAnnouncements}. */
public final class EventBridgeClients {
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private EventBridgeClients() {}

    /**
     * Creates a client that retries throttling, server errors and lost connections.
     *
     * @param endpoint of EventBridge; empty for the public one
     */
    public static EventBridgeClient create(Region region, Optional<URI> endpoint) {
        return EventBridgeClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION_TIMEOUT)
                        .socketTimeout(ANSWER_TIMEOUT))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(ANSWER_TIMEOUT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }
}
