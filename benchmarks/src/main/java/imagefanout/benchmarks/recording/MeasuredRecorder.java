package imagefanout.benchmarks.recording;

import java.util.Map;

/** Records a build in DynamoDB, and answers queries from there. */
interface MeasuredRecorder extends AutoCloseable {
    /** Creates its empty tables. */
    void createTables();

    void record(MeasuredBuild build);

    /** Queries about the recorded build, by name. Each throws when it finds nothing. */
    Map<String, Runnable> queries(MeasuredBuild build);

    @Override
    void close();
}
