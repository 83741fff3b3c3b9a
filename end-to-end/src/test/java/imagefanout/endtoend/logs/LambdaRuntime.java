package imagefanout.endtoend.logs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One function in a separate process, run by the client of Lambda's Java runtime. Its output is what CloudWatch would receive.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda's runtime API</a>
 */
final class LambdaRuntime {
    private static final long MINUTE = 60_000;
    /** Lambda's maximum timeout. With less, a reconcile immediately leaves its work to the next run. */
    private static final long LIMIT = 15 * MINUTE;

    private final Iterator<String> events;
    private final CountDownLatch done = new CountDownLatch(1);

    private LambdaRuntime(Iterator<String> events) {
        this.events = events;
    }

    /** Sends the events one after the other, and returns the lines that the function prints. */
    static List<String> logOf(String handler, Map<String, String> variables, Iterator<String> events)
            throws IOException, InterruptedException {
        LambdaRuntime runtime = new LambdaRuntime(events);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", runtime::answer);
        server.start();
        Path log = Files.createTempFile("function", ".log");
        try {
            Process process = process(handler, variables, server.getAddress().getPort(), log);
            try {
                while (!runtime.done.await(1, TimeUnit.SECONDS)) {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                handler + " ended before its events did:\n" + Files.readString(log));
                    }
                }
            } finally {
                process.destroy();
                process.waitFor();
            }
            return Files.readAllLines(log);
        } finally {
            server.stop(0);
            Files.delete(log);
        }
    }

    private static Process process(String handler, Map<String, String> variables, int port, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // As in the root pom: verifying the bytecode of every library again takes a tenth of a short run.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                handler));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(log.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
        builder.environment().putAll(variables);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port,
                        "AWS_LAMBDA_LOG_FORMAT", "JSON",
                        "AWS_LAMBDA_FUNCTION_NAME", "function",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/function",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "stream",
                        "LAMBDA_TASK_ROOT", System.getProperty("java.io.tmpdir")));
        return builder.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
                byte[] accepted = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(202, accepted.length);
                exchange.getResponseBody().write(accepted);
                return;
            }
            if (!events.hasNext()) {
                done.countDown();
                // The process is stopped while it waits for the next event.
                Thread.sleep(MINUTE);
                return;
            }
            byte[] event = events.next().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + LIMIT));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:us-east-1:123456789012:function:function");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
