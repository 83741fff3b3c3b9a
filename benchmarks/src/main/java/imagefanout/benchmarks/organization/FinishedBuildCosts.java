package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.lambda.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one finished build of 60 AMIs costs from its first message to its last: Image Builder's message at record-image, then that message
 * and EventBridge's event at reconcile-pipeline, after earlier builds of its pipeline.
 */
public final class FinishedBuildCosts {
    private static final MeasuredBuild SIXTY_AMIS = new MeasuredBuild(3, 20);

    private FinishedBuildCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int earlier : List.of(10, 50, 250)) {
            rows.addAll(rows(earlier));
        }
        return rows;
    }

    static List<GoalRow> rows(int earlier) {
        Tally tally = tally(SIXTY_AMIS, earlier);
        String size = String.format(Locale.ROOT, "60 AMIs, %,d earlier builds", earlier);
        return List.of(
                new GoalRow("a finished build, all messages: GetImage", size, tally.calls("GetImage"), 1),
                new GoalRow("a finished build: pages of its pipeline", size, tally.calls("ListImagePipelineImages"), 1),
                new GoalRow("a finished build: all calls", size, tally.calls(), 2),
                new GoalRow("a finished build: requests", size, tally.requests(), 16));
    }

    /** What a finished build costs after earlier ones. */
    static Tally tally(MeasuredBuild shape, int earlier) {
        int builds = earlier + 1;
        try (OrganizationFleet fleet = OrganizationFleet.start(ImageBuilderSeed.pipelines(1, shape, builds))) {
            for (int number = 1; number < builds; number++) {
                fleet.recordImage(records(toTopic(message(ImageBuilderSeed.build(0, number)))));
            }
            return OrganizationFleet.count(() -> deliver(fleet, ImageBuilderSeed.build(0, builds)));
        }
    }

    private static void deliver(OrganizationFleet fleet, String build) {
        String notification = toTopic(message(build));
        fleet.recordImage(records(notification));
        Map<String, Object> queued =
                Map.of("Records", List.of(queued("1", notification), queued("2", stateChange(build))));
        String failures = fleet.reconcilePipeline(queued).toString();
        if (!failures.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("reconcile-pipeline answered " + failures);
        }
    }

    private static Map<String, ?> message(String build) {
        return Map.of(
                "arn",
                build,
                "sourcePipelineArn",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-0",
                "state",
                Map.of("status", "AVAILABLE"));
    }

    /** What the topic sends to its subscribers. */
    private static String toTopic(Map<String, ?> message) {
        return text(Map.of(
                "Type",
                "Notification",
                "Message",
                text(message),
                "Timestamp",
                Instant.now().toString()));
    }

    private static Map<String, ?> records(String notification) {
        return Map.of("Records", List.of(Map.of("EventSource", "aws:sns", "Sns", EventJson.object(notification))));
    }

    private static String stateChange(String build) {
        return text(Map.of(
                "source", "aws.imagebuilder",
                "detail-type", "EC2 Image Builder Image State Change",
                "time", Instant.now().toString(),
                "resources", List.of(build),
                "detail", Map.of("state", Map.of("status", "AVAILABLE"))));
    }

    private static Map<String, ?> queued(String id, String body) {
        return Map.of(
                "eventSource",
                "aws:sqs",
                "messageId",
                id,
                "body",
                body,
                "attributes",
                Map.of("ApproximateReceiveCount", "1"));
    }

    private static String text(Map<String, ?> json) {
        return new String(EventJson.bytes(json), StandardCharsets.UTF_8);
    }
}
