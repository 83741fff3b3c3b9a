package imagefanout.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command and a deployed stack: AWS is one server here, which answers what each test needs. */
class StackFleetTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "aws.accessKeyId", "AKIDEXAMPLE",
            "aws.secretAccessKey", "secret",
            "aws.region", "us-east-1");

    /** Method, path, query and Authorization of each request. */
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private HttpServer aws;

    @BeforeEach
    void start() throws IOException {
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", this::answer);
        aws.start();
        SETTINGS.forEach(System::setProperty);
        System.setProperty("aws.endpointUrl", url());
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrl");
        SETTINGS.keySet().forEach(System::clearProperty);
        aws.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + aws.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        if (request.contains("Action=DescribeStacks")) {
            send(exchange, request.contains("StackName=image-fanout") ? 200 : 400, stacks(request));
        } else if (path.endsWith("/invocations")) {
            send(exchange, 200, "{\"outcome\":\"HANDED_ON\",\"buildsRepaired\":2,\"lineages\":[]}");
        } else if (path.startsWith("/v1/pipelines/denied")) {
            send(exchange, 403, "{\"message\":\"Forbidden\"}");
        } else if (path.startsWith("/v1/pipelines")) {
            send(exchange, 200, "{\"items\":[],\"nextCursor\":null,\"recordedAt\":null,\"lastReconciledAt\":null}");
        } else {
            send(exchange, 400, "{\"message\":\"User is not authorized to perform it\"}");
        }
    }

    private String stacks(String request) {
        if (!request.contains("StackName=image-fanout")) {
            return "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id other does not exist"
                    + "</Message></Error></ErrorResponse>";
        }
        StringBuilder outputs = new StringBuilder();
        Map.of(
                        "QueryApiUrl", url(),
                        "ReconcilePipelineFunctionName", "stack-Reconcile",
                        "SyncDistributionsFunctionName", "stack-Sync",
                        "TopicArn", "arn:aws:sns:us-east-1:123456789012:topic")
                .forEach((key, value) -> outputs.append(
                        "<member><OutputKey>" + key + "</OutputKey><OutputValue>" + value + "</OutputValue></member>"));
        return "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>" + outputs
                + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void signsRequestsToTheApiOfTheStack() {
        CommandRun builds = CommandRun.of("builds", "--stack", "image-fanout");

        assertThat(builds.err()).isEmpty();
        assertThat(builds.status()).isZero();
        assertThat(requests).anySatisfy(request -> assertThat(request)
                .startsWith("GET /v1/pipelines AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/us-east-1/execute-api/aws4_request"));
    }

    @Test
    void sendsATokenInstead() {
        CommandRun.of("builds", "--stack", "image-fanout", "--token", "abc");

        assertThat(requests).contains("GET /v1/pipelines Bearer abc");
    }

    @Test
    void invokesTheLiveVersionOfAFunction() {
        CommandRun reconcile = CommandRun.of("reconcile", "--stack", "image-fanout", "--stack-region", "us-east-1");

        assertThat(reconcile.status()).isEqualTo(1);
        assertThat(reconcile.out()).contains("HANDED_ON: 2 builds repaired");
        assertThat(requests).anySatisfy(request -> assertThat(request)
                .startsWith("POST /2015-03-31/functions/stack-Reconcile/invocations?Qualifier=live "));
    }

    @Test
    void endsWithThreeWithoutSuchAStack() {
        CommandRun unreachable = CommandRun.of("builds", "--stack", "other");

        assertThat(unreachable.status()).isEqualTo(3);
        assertThat(unreachable.err().lines()).singleElement().asString().contains("Stack with id other does not exist");
    }

    @Test
    void saysWhichPermissionIsMissing() {
        CommandRun denied = CommandRun.of("latest", "denied", "--stack", "image-fanout");

        assertThat(denied.status()).isEqualTo(1);
        assertThat(denied.err().lines()).singleElement().asString().contains("execute-api:Invoke");
    }

    @Test
    void examinesWhatItIsPermittedToSee() {
        CommandRun doctor = CommandRun.of("doctor", "--stack", "image-fanout", "--output", "csv");

        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("PROBLEM,reconcile,no full reconcile has succeeded yet")
                .contains("UNCHECKED,notifications,")
                .contains("UNCHECKED,alarms,");
    }
}
