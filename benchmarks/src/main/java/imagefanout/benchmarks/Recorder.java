package imagefanout.benchmarks;

import java.util.Map;

/** Records a build in DynamoDB and answers from there: what is measured. */
interface Recorder extends AutoCloseable {
    /** Its own tables, empty. */
    void createTables();

    void record(Build build);

    /** Questions about the build that was recorded, by name. Each fails when it is not answered. */
    Map<String, Runnable> queries(Build build);

    @Override
    void close();
}
