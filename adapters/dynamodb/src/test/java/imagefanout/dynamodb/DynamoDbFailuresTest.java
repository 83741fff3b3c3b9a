package imagefanout.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How the adapters handle DynamoDB failures. */
class DynamoDbFailuresTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final ImageBuildArn BUILD = GoldenImages.build(1).arn();
    private static final String NOTHING_FOUND = "{\"Responses\":{},\"UnprocessedKeys\":{}}";
    private static final String THROTTLED =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"Slow down\"}";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private DynamoDbClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        client = DynamoDbClients.builder(new Region("us-east-1"), Optional.of(endpoint), List.of())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void retriesServerErrors(int status) {
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() < 3) {
                answer(exchange, status, "{}");
            } else {
                answer(exchange, 200, NOTHING_FOUND);
            }
        });

        assertThat(catalog(Deadline.none()).build(BUILD)).isEmpty();
        assertThat(requests).hasValue(3);
    }

    @Test
    void retriesThrottledRequests() {
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() < 3) {
                answer(exchange, 400, THROTTLED);
            } else {
                answer(exchange, 200, NOTHING_FOUND);
            }
        });

        assertThat(catalog(Deadline.none()).build(BUILD)).isEmpty();
        assertThat(requests).hasValue(3);
    }

    @Test
    void timesOutWhenTheServiceNeverResponds() {
        CountDownLatch done = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            awaitUninterruptibly(done);
            exchange.close();
        });

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> catalog(() -> Duration.ofMillis(300)).build(BUILD))
                .withMessageContaining(BUILD.toString());
        assertThat(requests).hasPositiveValue();
        done.countDown();
    }

    @Test
    void stopsRetryingAtTheDeadlineAndNamesTheTable() {
        server.createContext("/", exchange -> answer(exchange, 400, THROTTLED));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> catalog(() -> Duration.ofMillis(300)).build(BUILD))
                .withMessageContaining(BUILD.toString())
                .withMessageContaining("Catalog");
    }

    @Test
    void sendsNoRequestWhenNoTimeIsLeft() {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            answer(exchange, 200, NOTHING_FOUND);
        });

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> catalog(() -> Duration.ZERO).build(BUILD))
                .withMessageContaining("no time is left");
        assertThat(requests).hasValue(0);
    }

    @Test
    void failsWhenAPageOfTheRegistryIsThrottled() {
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() == 1) {
                answer(exchange, 200, page(1, ",\"LastEvaluatedKey\":{\"accountId\":{\"S\":\"111111111111\"}}"));
            } else {
                answer(exchange, 400, THROTTLED);
            }
        });
        Deadline soon = () -> requests.get() == 0 ? Duration.ofHours(1) : Duration.ofSeconds(1);
        AccountRegistry registry = new DynamoAccountRegistry(client, "Registry", soon);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> RegistrySnapshot.read(registry))
                .withMessageContaining("read the registry to its end in table Registry");
        assertThat(requests.get()).isGreaterThan(1);
    }

    @Test
    void failsWhenAPageHasFewerRowsThanItsCount() {
        server.createContext("/", exchange -> answer(exchange, 200, page(2, "")));
        AccountRegistry registry = new DynamoAccountRegistry(client, "Registry", Deadline.none());

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> RegistrySnapshot.read(registry))
                .withMessageContaining("table Registry gave 1 rows of the 2 that it read");
    }

    /** A scan response with one row. */
    private static String page(int count, String more) {
        return "{\"Items\":[{\"accountId\":{\"S\":\"111111111111\"},\"status\":{\"S\":\"ACTIVE\"}}],\"Count\":" + count
                + ",\"ScannedCount\":" + count + more + "}";
    }

    @Test
    void namesAMissingTable() {
        try (DynamoDbClient real = DYNAMODB.client()) {
            DynamoImageCatalog catalog = new DynamoImageCatalog(real, "NoSuchTable", Deadline.none());

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> catalog.build(BUILD))
                    .withMessageContaining("there is no table NoSuchTable");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DynamoImageCatalog catalog(Deadline deadline) {
        return new DynamoImageCatalog(client, "Catalog", deadline);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
