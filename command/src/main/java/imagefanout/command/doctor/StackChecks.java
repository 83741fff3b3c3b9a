package imagefanout.command.doctor;

import imagefanout.command.queries.Shown;
import imagefanout.command.remote.StackFleet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What can be checked of a deployed stack only. */
final class StackChecks {
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final int DAY = 86_400;

    private final StackFleet fleet;
    private final Clock clock;

    StackChecks(StackFleet fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    void run(Examination examination) {
        examination.check("last message", this::lastMessage);
        examination.check("dead letters", this::deadLetters);
        examination.check("functions", this::functions);
        examination.check("alarms", this::alarms);
    }

    /** @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html">metrics of SNS</a> */
    private List<Finding> lastMessage() {
        Instant now = clock.instant();
        String topic = fleet.topicArn().replaceFirst(".*:", "");
        try (CloudWatchClient cloudWatch = fleet.cloudWatch()) {
            Optional<Instant> last = cloudWatch
                    .getMetricStatistics(get -> get.namespace("AWS/SNS")
                            .metricName("NumberOfMessagesPublished")
                            .dimensions(Dimension.builder()
                                    .name("TopicName")
                                    .value(topic)
                                    .build())
                            .startTime(now.minus(LOOKED_BACK))
                            .endTime(now)
                            .period(DAY)
                            .statistics(Statistic.SUM))
                    .datapoints()
                    .stream()
                    .filter(point -> point.sum() > 0)
                    .map(Datapoint::timestamp)
                    .max(Instant::compareTo);
            return List.of(
                    last.map(at -> Finding.ok("last message", "the topic had a message within a day after " + at))
                            .orElseGet(
                                    () -> Finding.problem(
                                            "last message",
                                            "the topic " + topic + " had no message for " + LOOKED_BACK.toDays()
                                                    + " days",
                                            "check the SNS topic of your infrastructure configurations, and the key policy of the topic")));
        }
    }

    private List<Finding> deadLetters() {
        Map<String, String> queues = new TreeMap<>(fleet.outputs("DeadLettersUrl"));
        queues.putAll(fleet.outputs("UndeliveredUrl"));
        List<Finding> findings = new ArrayList<>();
        int empty = 0;
        try (SqsClient sqs = fleet.sqs()) {
            for (Map.Entry<String, String> queue : queues.entrySet()) {
                String messages = sqs.getQueueAttributes(get -> get.queueUrl(queue.getValue())
                                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes()
                        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
                if (messages.equals("0")) {
                    empty++;
                } else {
                    findings.add(Finding.problem(
                            "dead letters",
                            queue.getKey().replaceFirst("Url$", "") + " has " + messages + " messages",
                            "mend what the function's log names, " + remedy(queue.getKey()) + ", then purge "
                                    + queue.getValue()));
                }
            }
        }
        findings.add(Finding.ok("dead letters", Shown.count(empty, "empty queue")));
        return findings;
    }

    /** What to do before a dead-letter queue is purged. */
    private static String remedy(String queue) {
        if (queue.startsWith("AnnounceChanges")) {
            return "invoke announce-changes with the ARN of each pipeline";
        }
        if (queue.startsWith("ImportAccounts")) {
            return "run image-fanout accounts apply";
        }
        return queue.startsWith("SyncDistributions") ? "run image-fanout sync apply" : "run image-fanout reconcile";
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">states of functions</a> */
    private List<Finding> functions() {
        List<Finding> findings = new ArrayList<>();
        int active = 0;
        try (LambdaClient lambda = fleet.lambda()) {
            for (String name : fleet.outputs("FunctionName").values()) {
                GetFunctionConfigurationResponse version = lambda.getFunctionConfiguration(
                        get -> get.functionName(name).qualifier("live"));
                if (version.state() == State.ACTIVE) {
                    active++;
                } else {
                    findings.add(Finding.problem(
                            "functions",
                            "the live version of " + name + " is " + version.stateAsString() + ": "
                                    + version.stateReason(),
                            "invoke it once and wait some minutes, or deploy again to publish a new version"));
                }
            }
        }
        findings.add(Finding.ok("functions", Shown.count(active, "active function")));
        return findings;
    }

    private List<Finding> alarms() {
        List<Finding> findings = new ArrayList<>();
        try (CloudWatchClient cloudWatch = fleet.cloudWatch()) {
            for (MetricAlarm alarm : cloudWatch
                    .describeAlarmsPaginator(describe ->
                            describe.alarmNamePrefix(fleet.stack() + "-").stateValue(StateValue.ALARM))
                    .metricAlarms()) {
                findings.add(Finding.problem(
                        "alarms",
                        alarm.alarmName() + " is on since " + alarm.stateUpdatedTimestamp(),
                        alarm.alarmDescription() == null ? "" : alarm.alarmDescription()));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok("alarms", "no alarm is on")) : findings;
    }
}
