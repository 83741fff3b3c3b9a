package emulators.imagebuilder.schedule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.shape.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The schedule of a pipeline.
 *
 * @param always whether every match starts a build, not only the first one after a change of the pipeline
 * @param maxFailures the number of consecutive failures after which the pipeline is disabled
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Schedule.html">Schedule</a>
 */
public record PipelineSchedule(CronExpression cron, ZoneId zone, boolean always, long maxFailures) {

    public PipelineSchedule {
        requireNonNull(cron, "cron");
        requireNonNull(zone, "zone");
    }

    /**
     * Reads the schedule in a pipeline's document or request.
     *
     * @throws IllegalArgumentException when its expression or time zone is invalid
     */
    public static Optional<PipelineSchedule> of(JsonNode pipeline) {
        JsonNode schedule = pipeline.path("schedule");
        return Json.text(schedule, "scheduleExpression")
                .map(expression -> new PipelineSchedule(
                        CronExpression.parse(expression),
                        Json.text(schedule, "timezone")
                                .map(PipelineSchedule::zone)
                                .orElse(ZoneOffset.UTC),
                        schedule.path("pipelineExecutionStartCondition")
                                .asText()
                                .equals("EXPRESSION_MATCH_ONLY"),
                        schedule.path("autoDisablePolicy").path("failureCount").asLong(Long.MAX_VALUE)));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Invalid time zone \"" + name + "\": expected one like America/Los_Angeles.", e);
        }
    }

    /** Returns the first match after the instant; empty if there is none. */
    public Optional<Instant> after(Instant instant) {
        return cron.after(instant.atZone(zone).toLocalDateTime())
                .map(local -> local.atZone(zone).toInstant());
    }
}
