package imagefanout.benchmarks.recording;

import com.sun.management.OperatingSystemMXBean;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.model.identity.Region;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Measures what a call of {@code latest} takes when thousands of instances start: requests, read units and processor time, next
 * to as many requests of the SDK alone. The emulators run in processes of their own, so this process has only the function.
 */
public final class SustainedRate {
    private static final int AMIS = 500;
    private static final int MEGABYTES = 1024;
    private static final int INSTANCES = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path folder;
    private final int calls;

    /** @param calls number of calls to warm up with, and again to measure */
    public SustainedRate(Path folder, int calls) {
        this.folder = folder;
        this.calls = calls;
    }

    public void print(PrintWriter out) throws IOException, InterruptedException {
        MeasuredBuild build = MeasuredBuild.of(AMIS);
        try (ServiceProcesses services = ServiceProcesses.start(List.of(build), folder);
                FleetRecorder fleet = new FleetRecorder(services.dynamoDb(), services.imageBuilder());
                DynamoDbClient client =
                        DynamoDbClients.create(new Region("us-east-1"), Optional.of(services.dynamoDb()))) {
            fleet.createTables();
            fleet.record(build);
            CallCost latest = measure(fleet.queries(build).get("latest"));
            int requests = Math.max(1, (int) Math.round(latest.requests()));
            CallCost bare = measure(() -> {
                for (int i = 0; i < requests; i++) {
                    readJournal(client);
                }
            });
            print(out, latest, bare);
        }
    }

    private static void readJournal(DynamoDbClient client) {
        client.getItem(request -> request.tableName(MeasuredFunctions.CATALOG)
                .key(Map.of("PK", AttributeValue.fromS("RECONCILE"), "SK", AttributeValue.fromS("JOURNAL"))));
    }

    private CallCost measure(Runnable call) {
        repeat(call);
        CapacityMeter.take();
        long before = processorNanos();
        repeat(call);
        double millis = (processorNanos() - before) / NANOS_PER_MILLI / calls;
        Tally counted = CapacityMeter.take();
        return new CallCost((double) counted.requests() / calls, counted.readUnits() / calls, millis);
    }

    private void repeat(Runnable call) {
        for (int i = 0; i < calls; i++) {
            call.run();
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void print(PrintWriter out, CallCost latest, CallCost bare) {
        double perInstance = latest.callsPerSecondOfAnInstance(MEGABYTES);
        out.printf(
                Locale.ROOT,
                "latest: %.2f requests, %.2f read units, %.2f ms of processor per call, %.1f times that of the requests alone%n",
                latest.requests(),
                latest.readUnits(),
                latest.processorMillis(),
                latest.timesTheProcessorOf(bare));
        out.printf(
                Locale.ROOT,
                "calls per second: %.0f of an instance with %d MB, %.0f of %d instances, %.0f of an item that every call reads%n",
                perInstance,
                MEGABYTES,
                perInstance * INSTANCES,
                INSTANCES,
                CallCost.callsPerSecondOfAnItem());
    }
}
