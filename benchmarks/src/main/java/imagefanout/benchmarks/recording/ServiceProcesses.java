package imagefanout.benchmarks.recording;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The emulators of DynamoDB and Image Builder, each in a process of its own: their memory does not count for the recorder. */
final class ServiceProcesses implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("emulator at (http://\\S+),");
    private static final int HEAP = 2048;
    private static final int MAX_POLLS = 600;
    private static final int POLL_MILLIS = 100;

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
        ForkedJvm tables = ForkedJvm.start(
                "emulators.dynamodb.DynamoDbCommand", HEAP, folder.resolve("dynamodb.log"), List.of("--port", "0"));
        ForkedJvm emulator = null;
        try {
            Path seed = folder.resolve("seed.json");
            BenchmarkSeed.write(builds, seed);
            emulator = ForkedJvm.start(
                    "emulators.imagebuilder.EmulatorCommand",
                    HEAP,
                    folder.resolve("imagebuilder.log"),
                    List.of("--port", "0", "--seed", seed.toString()));
            return new ServiceProcesses(tables, emulator, listening(tables), listening(emulator));
        } catch (IOException | InterruptedException | RuntimeException e) {
            tables.close();
            if (emulator != null) {
                emulator.close();
            }
            throw e;
        }
    }

    private static URI listening(ForkedJvm emulator) throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS && emulator.isAlive(); poll++) {
            Matcher listening = LISTENING.matcher(emulator.printed());
            if (listening.find()) {
                return URI.create(listening.group(1));
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw emulator.failed("did not start");
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
