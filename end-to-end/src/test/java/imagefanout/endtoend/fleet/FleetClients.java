package imagefanout.endtoend.fleet;

import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.model.identity.Region;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * The fleet's own SDK clients, with their retries and parsers, but without pauses between attempts. Each request goes to the
 * {@link Transport} of the thread that sends it.
 */
public final class FleetClients implements AutoCloseable {
    private static final Region REGION = new Region("us-east-1");
    private static final URI NOWHERE = URI.create("http://services.invalid");

    private final ThreadLocal<Transport> transports = new ThreadLocal<>();
    private final DynamoDbClient dynamoDb;
    private final ImageBuilderClients imageBuilder;
    private final EventBridgeClient eventBridge;
    private final ImagebuilderClient operator;

    public FleetClients() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        var tables = DynamoDbClients.builder(REGION, Optional.of(NOWHERE), List.of());
        StandardRetryStrategy retries = (StandardRetryStrategy)
                tables.overrideConfiguration().retryStrategy().orElseThrow();
        dynamoDb = tables.httpClientBuilder(null)
                .httpClient(new OverTransport())
                // The services do not verify signatures, and signing takes a tenth of a call.
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(tables.overrideConfiguration().toBuilder()
                        .retryStrategy(atOnce(retries))
                        .build())
                .build();
        imageBuilder = new ImageBuilderClients(
                Optional.of(NOWHERE),
                List.of(),
                new OverTransport(),
                () -> atOnce(AwsRetryStrategy.standardRetryStrategy()));
        eventBridge = EventBridgeClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(REGION.value()))
                .endpointOverride(NOWHERE)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new OverTransport())
                .overrideConfiguration(
                        override -> override.retryStrategy(atOnce(AwsRetryStrategy.standardRetryStrategy())))
                .build();
        operator = ImagebuilderClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(REGION.value()))
                .endpointOverride(NOWHERE)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(new OverTransport())
                .build();
    }

    /** The same number of retries, without delays, and without the client's retry budget, because one client serves thousands of runs. */
    private static RetryStrategy atOnce(StandardRetryStrategy retries) {
        return retries.toBuilder()
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .build();
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public ImageBuilderClients imageBuilder() {
        return imageBuilder;
    }

    EventBridgeClient eventBridge() {
        return eventBridge;
    }

    /** An Image Builder client outside the fleet, to start builds and read changes. */
    public ImagebuilderClient operator() {
        return operator;
    }

    public <T> T during(Transport transport, Supplier<T> work) {
        Transport outer = transports.get();
        transports.set(transport);
        try {
            return work.get();
        } finally {
            transports.set(outer);
        }
    }

    @Override
    public void close() {
        dynamoDb.close();
        imageBuilder.close();
        eventBridge.close();
        operator.close();
    }

    private final class OverTransport implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return response(transports.get().send(SentRequest.of(request)));
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    private static HttpExecuteResponse response(ServiceResponse answer) {
        SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder()
                .statusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(answer.announced()));
        answer.errorName().ifPresent(name -> http.putHeader("x-amzn-ErrorType", name));
        InputStream body = new ByteArrayInputStream(answer.body());
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(AbortableInputStream.create(
                        answer.announced() == answer.body().length ? body : new TruncatedBody(body)))
                .build();
    }

    /** Simulates a connection that ends before the body is complete, in the way that the fleet's HTTP client reports it. */
    private static final class TruncatedBody extends InputStream {
        private final InputStream part;

        private TruncatedBody(InputStream part) {
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            int read = part.read();
            if (read < 0) {
                throw new EOFException("Premature EOF");
            }
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = part.read(into, from, length);
            if (read < 0 && length > 0) {
                throw new EOFException("Premature EOF");
            }
            return read;
        }
    }
}
