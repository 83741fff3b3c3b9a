package emulators.dynamodb;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** SDK clients without retries. */
final class Clients {

    private Clients() {}

    static DynamoDbClient overSocket(URI endpoint) {
        return configured(DynamoDbClient.builder(), endpoint).build();
    }

    static DynamoDbStreamsClient streamsOverSocket(URI endpoint) {
        return configured(DynamoDbStreamsClient.builder(), endpoint).build();
    }

    static DynamoDbClient inProcess(DynamoDb dynamoDb) {
        return configured(DynamoDbClient.builder(), URI.create("http://in.process"))
                .httpClient(new HandlerHttpClient(DynamoDbEmulator.withoutSocket(dynamoDb)))
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "secret")))
                .overrideConfiguration(overrides ->
                        overrides.retryStrategy(RetryMode.STANDARD).retryStrategy(retries -> retries.maxAttempts(1)));
    }
}
