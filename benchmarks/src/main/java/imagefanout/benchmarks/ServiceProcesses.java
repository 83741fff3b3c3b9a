package imagefanout.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DynamoDB Local and the Image Builder emulator, each in a process of its own: what they need is nobody else's heap. */
final class ServiceProcesses implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("emulator at (http://\\S+),");
    private static final int HEAP = 2048;
    private static final int MOST_LOOKS = 600;
    private static final int MILLIS_BETWEEN_LOOKS = 100;

    private final ForkedJvm dynamoDbProcess;
    private final ForkedJvm imageBuilderProcess;
    private final URI dynamoDb;
    private final URI imageBuilder;

    private ServiceProcesses(ForkedJvm dynamoDbProcess, ForkedJvm imageBuilderProcess, URI dynamoDb, URI imageBuilder) {
        this.dynamoDbProcess = dynamoDbProcess;
        this.imageBuilderProcess = imageBuilderProcess;
        this.dynamoDb = dynamoDb;
        this.imageBuilder = imageBuilder;
    }

    static ServiceProcesses start(List<MeasuredBuild> builds, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        ForkedJvm tables = ForkedJvm.start(
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                HEAP,
                folder.resolve("dynamodb.log"),
                List.of("-inMemory", "-disableTelemetry", "-port", Integer.toString(port)));
        ForkedJvm emulator = null;
        try {
            Path seed = folder.resolve("seed.json");
            BenchmarkSeed.write(builds, seed);
            emulator = ForkedJvm.start(
                    "emulators.imagebuilder.EmulatorCommand",
                    HEAP,
                    folder.resolve("imagebuilder.log"),
                    List.of("--port", "0", "--seed", seed.toString()));
            URI imageBuilder = listening(emulator);
            listening(tables, port);
            return new ServiceProcesses(tables, emulator, URI.create("http://127.0.0.1:" + port), imageBuilder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            tables.close();
            if (emulator != null) {
                emulator.close();
            }
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI listening(ForkedJvm emulator) throws IOException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS && emulator.isAlive(); look++) {
            Matcher listening = LISTENING.matcher(emulator.printed());
            if (listening.find()) {
                return URI.create(listening.group(1));
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        throw emulator.failed("did not start");
    }

    private static void listening(ForkedJvm tables, int port) throws IOException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS && tables.isAlive(); look++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        }
        throw tables.failed("did not start");
    }

    URI dynamoDb() {
        return dynamoDb;
    }

    URI imageBuilder() {
        return imageBuilder;
    }

    @Override
    public void close() {
        dynamoDbProcess.close();
        imageBuilderProcess.close();
    }
}
