package imagefanout.benchmarks.recording;

import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.benchmarks.recording.Measurement.Cost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program of one process: records a build with one recorder, records it again, and runs the queries: {@code fleet 30000
 * <DynamoDB> <Image Builder> <heap in MB> <file for the measurement>}.
 */
final class MeasuredRecording {
    static final String FLEET = "fleet";
    static final String STRAIGHTFORWARD = "straightforward";

    private static final double SECOND = 1e9;

    private MeasuredRecording() {}

    public static void main(String[] arguments) throws IOException {
        MeasuredBuild build = MeasuredBuild.of(Integer.parseInt(arguments[1]));
        URI dynamoDb = URI.create(arguments[2]);
        URI imageBuilder = URI.create(arguments[3]);
        try (MeasuredRecorder recorder = arguments[0].equals(FLEET)
                ? new FleetRecorder(dynamoDb, imageBuilder)
                : new StraightforwardRecorder(dynamoDb, imageBuilder)) {
            Measurement measurement = measure(arguments[0], recorder, build, Integer.parseInt(arguments[4]));
            Files.write(Path.of(arguments[5]), new JsonMapper().writeValueAsBytes(measurement));
        }
        // Returning from main would wait for threads of SDK clients.
        System.exit(0);
    }

    private static Measurement measure(String name, MeasuredRecorder recorder, MeasuredBuild build, int heapLimit) {
        recorder.createTables();
        CapacityMeter.take();
        HeapPeak.reset();

        long begun = System.nanoTime();
        recorder.record(build);
        double seconds = (System.nanoTime() - begun) / SECOND;
        double heap = HeapPeak.megabytes();
        Tally recorded = CapacityMeter.take();

        recorder.record(build);
        Cost duplicate = Cost.of(CapacityMeter.take());

        Map<String, Runnable> asked = recorder.queries(build);
        CapacityMeter.take();
        Map<String, Cost> queries = new LinkedHashMap<>();
        asked.forEach((question, query) -> {
            query.run();
            queries.put(question, Cost.of(CapacityMeter.take()));
        });
        return new Measurement(
                name,
                build.amis(),
                recorded.requests(),
                recorded.writeUnits(),
                (double) recorded.requests() / build.amis(),
                recorded.writeUnits() / build.amis(),
                recorded.hottestShare(),
                duplicate,
                heapLimit,
                heap,
                seconds,
                queries);
    }

    /** The arguments of the process. */
    static List<String> arguments(
            String recorder, MeasuredBuild build, ServiceProcesses services, int heapLimit, Path result) {
        return List.of(
                recorder,
                Integer.toString(build.amis()),
                services.dynamoDb().toString(),
                services.imageBuilder().toString(),
                Integer.toString(heapLimit),
                result.toString());
    }
}
