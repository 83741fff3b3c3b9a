package imagefanout.localfleet;

import emulators.dynamodb.DynamoDb;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's event source mapping for a table's stream: reads records and invokes a function with them, batch by batch. There is
 * no batching window.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using AWS Lambda with Amazon DynamoDB</a>
 */
final class LocalStream implements AutoCloseable {
    private static final int POLL_MILLIS = 200;

    private final TableRecords records;
    private final LocalFunctions functions;
    private final String function;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(LocalThreads.named("stream"));

    /** Reads the table's stream from its oldest record. */
    LocalStream(DynamoDb dynamoDb, String table, LocalFunctions functions, String function) {
        this.records = new TableRecords(dynamoDb, table);
        this.functions = functions;
        this.function = function;
        timer.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        records.next()
                .map(event -> event.toString().getBytes(StandardCharsets.UTF_8))
                .ifPresent(event -> functions.deliver(function, event));
    }

    @Override
    public void close() {
        LocalThreads.stop(timer);
    }
}
