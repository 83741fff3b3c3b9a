package emulators.imagebuilder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For any input, no request gets a 5xx or hangs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {

    private static final List<String> PATHS = List.of(
            "/CancelImageCreation",
            "/CreateComponent",
            "/CreateContainerRecipe",
            "/CreateDistributionConfiguration",
            "/CreateImage",
            "/CreateImagePipeline",
            "/CreateImageRecipe",
            "/CreateInfrastructureConfiguration",
            "/RetryImage",
            "/StartImagePipelineExecution",
            "/UpdateDistributionConfiguration",
            "/UpdateImagePipeline",
            "/UpdateInfrastructureConfiguration");

    private static final List<String> MEMBERS = List.of(
            "name",
            "distributions",
            "clientToken",
            "region",
            "amiDistributionConfiguration",
            "targetAccountIds",
            "semanticVersion",
            "parentImage",
            "blockDeviceMappings",
            "ebs",
            "iops",
            "imagePipelineArn",
            "tags",
            "dryRun",
            "unknown \ud83d");

    static final List<String> RAW = List.of(
            "\r\n\r\n",
            "\0\0\0\0\0\0\0\0\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET http://[ HTTP/1.1\r\n\r\n",
            "GET /GetImage?imageBuildVersionArn=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /GetImage?%%%=&&=&a HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "HEAD /GetImage HTTP/1.1\r\nHost: a\r\n\r\n",
            "PUT /CreateImage HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
            "PUT /CreateImage HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
            "PUT /CreateImage HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "PUT /CreateImage HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            "POST /tags/%2e%2e%2f%00 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
            "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n");

    private Emulation emulation;

    @BeforeAll
    void start() {
        emulation = new Emulation();
    }

    @AfterAll
    void stop() {
        emulation.close();
    }

    @AfterEach
    void theNextClientIsServed() {
        assertThat(emulation.client().listImages(request -> {}).imageVersionList())
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("RAW")
    void refusesBytesThatAreNoRequest(String bytes) throws IOException {
        Optional<Integer> status = sendRaw(bytes.getBytes(ISO_8859_1));

        assertThat(status.orElse(400)).isLessThan(500);
    }

    @Test
    void refusesRandomBytes() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);

            assertThat(sendRaw(bytes).orElse(400)).isLessThan(500);
        }
    }

    static Stream<String> bodies() {
        return Stream.of(
                "[",
                "nonsense",
                "null",
                "[]",
                "\"text\"",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{} {}",
                "{\"a\":" + "[".repeat(100_000),
                "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
                "{\"a\":" + "9".repeat(100_000) + "}",
                "{\"a\":1e999999999999}",
                "{\"name\":\"" + "a".repeat(1_000_000) + "\"}",
                "\ufeff{}",
                "{\"name\":\"\\ud800\",\"distributions\":[],\"clientToken\":\"\\udc00\"}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesEmptyBodies(String body) {
        for (String path : PATHS) {
            assertThat(emulation.send("PUT", path, body).statusCode()).isBetween(400, 499);
        }
        assertThat(emulation.send("POST", "/_emulator/faults", body).statusCode())
                .isBetween(400, 499);
    }

    @Test
    void refusesWrongTypesEverywhere() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            HttpResponse<String> response =
                    emulation.send("PUT", PATHS.get(random.nextInt(PATHS.size())), object(random, 4));

            assertThat(response.statusCode()).isBetween(400, 499);
            assertThat(response.headers().firstValue("x-amzn-ErrorType")).isPresent();
        }
    }

    @Test
    void refusesHugeBodiesWithAnError() {
        HttpResponse<String> response = emulation.send("PUT", "/CreateImage", " ".repeat(20_000_000) + "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("larger than");
    }

    @Test
    void refusesAHugeBodyBeforeReadingIt() throws IOException {
        Optional<Integer> status =
                sendRaw("PUT /CreateImage HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n".getBytes(UTF_8));

        assertThat(status).hasValue(400);
    }

    @Test
    void refusesHugeChunkedBodies() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        Optional<Integer> status = sendRaw(("PUT /CreateImage HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(200) + "0\r\n\r\n")
                .getBytes(UTF_8));

        assertThat(status).hasValue(400);
    }

    private static String object(Random random, int depth) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> MEMBERS.get((random.nextInt(3) + i * 3) % MEMBERS.size()))
                .distinct()
                .map(member -> "\"" + member.replace("\ud83d", "\\ud83d") + "\":" + value(random, depth))
                .reduce((one, other) -> one + "," + other)
                .map(members -> "{" + members + "}")
                .orElse("{}");
    }

    private static String value(Random random, int depth) {
        switch (depth == 0 ? random.nextInt(6) : random.nextInt(8)) {
            case 0:
                return "null";
            case 1:
                return String.valueOf(random.nextLong());
            case 2:
                return String.valueOf(random.nextGaussian());
            case 3:
                return String.valueOf(random.nextBoolean());
            case 4:
                return "\"\"";
            case 5:
                return "\"\\u0000\\ud800" + random.nextInt() + "\"";
            case 6:
                return "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default:
                return object(random, depth - 1);
        }
    }

    /** Returns the HTTP status; empty if the connection closes without an answer. Fails on a timeout. */
    private Optional<Integer> sendRaw(byte[] bytes) throws IOException {
        try (Socket socket =
                new Socket(emulation.endpoint().getHost(), emulation.endpoint().getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(answer.split(" ")[1]));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
