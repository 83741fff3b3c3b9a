package imagefanout.endtoend.faults;

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
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * The fleet's own SDK clients, with their retries and readers, but without pauses between two attempts. Where a request goes
 * is up to the {@link Way} of the thread that sends it.
 */
final class Clients implements AutoCloseable {
    private static final Region REGION = new Region("us-east-1");
    private static final URI NOWHERE = URI.create("http://services.invalid");

    private final ThreadLocal<Way> ways = new ThreadLocal<>();
    private final DynamoDbClient dynamoDb;
    private final ImageBuilderClients imageBuilder;
    private final ImagebuilderClient operator;

    Clients() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        var tables = DynamoDbClients.builder(REGION, Optional.of(NOWHERE), List.of());
        StandardRetryStrategy retries = (StandardRetryStrategy)
                tables.overrideConfiguration().retryStrategy().orElseThrow();
        dynamoDb = tables.httpClientBuilder(null)
                .httpClient(new OnItsWay())
                .overrideConfiguration(tables.overrideConfiguration().toBuilder()
                        .retryStrategy(atOnce(retries))
                        .build())
                .build();
        imageBuilder = new ImageBuilderClients(
                Optional.of(NOWHERE),
                List.of(),
                new OnItsWay(),
                () -> atOnce(AwsRetryStrategy.standardRetryStrategy()));
        operator = ImagebuilderClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(REGION.value()))
                .endpointOverride(NOWHERE)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(new OnItsWay())
                .build();
    }

    /** As often as ever, and without the budget that one client has for all of its calls: here it makes those of thousands. */
    private static RetryStrategy atOnce(StandardRetryStrategy retries) {
        return retries.toBuilder()
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .build();
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    ImageBuilderClients imageBuilder() {
        return imageBuilder;
    }

    /** Somebody else's client of Image Builder: who starts builds and looks at what became of things. */
    ImagebuilderClient operator() {
        return operator;
    }

    <T> T during(Way way, Supplier<T> work) {
        Way outer = ways.get();
        ways.set(way);
        try {
            return work.get();
        } finally {
            ways.set(outer);
        }
    }

    @Override
    public void close() {
        dynamoDb.close();
        imageBuilder.close();
        operator.close();
    }

    private final class OnItsWay implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return response(ways.get().send(Sent.of(request)));
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    private static HttpExecuteResponse response(Answered answer) {
        SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder()
                .statusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(answer.announced()));
        answer.errorName().ifPresent(name -> http.putHeader("x-amzn-ErrorType", name));
        InputStream body = new ByteArrayInputStream(answer.body());
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(AbortableInputStream.create(
                        answer.announced() == answer.body().length ? body : new BrokenOff(body)))
                .build();
    }

    /** As the HTTP client that the fleet uses says that the connection ended before the body did. */
    private static final class BrokenOff extends InputStream {
        private final InputStream part;

        private BrokenOff(InputStream part) {
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
        public int read(byte[] into, int from, int most) throws IOException {
            int read = part.read(into, from, most);
            if (read < 0 && most > 0) {
                throw new EOFException("Premature EOF");
            }
            return read;
        }
    }
}
