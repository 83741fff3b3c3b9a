package imagefanout.localfleet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** EventBridge: invokes a function for each of its schedules in the template, at a short interval. */
final class LocalSchedules implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(LocalThreads.named("schedules"));

    LocalSchedules(Template template, LocalFunctions functions, String function, Duration every) {
        for (Map<String, Object> schedule : template.events("Schedule").getOrDefault(function, List.of())) {
            timer.scheduleAtFixedRate(
                    () -> functions.invokeLater(
                            function,
                            template.text(schedule.getOrDefault("Input", scheduledEvent()))
                                    .orElseThrow()
                                    .getBytes(StandardCharsets.UTF_8)),
                    every.toMillis(),
                    every.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html">its form</a> */
    private static String scheduledEvent() {
        return JSON.createObjectNode()
                .put("version", "0")
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("time", Instant.now().toString())
                .toString();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
