package imagefanout.command.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import imagefanout.command.queries.GivenLineage;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.FleetFunction;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.model.identity.Lineage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfigurationSummary;
import software.amazon.awssdk.services.imagebuilder.model.ImagePipeline;

/** What can be checked of any fleet: by its API, its functions and Image Builder. */
final class FleetChecks {
    private static final String TAG = "image-fanout:groups";
    private static final Duration LONGEST_WITHOUT_RECONCILE = Duration.ofHours(30);

    private final RemoteFleet fleet;
    private final FleetApi api;
    private final Clock clock;

    FleetChecks(RemoteFleet fleet, Clock clock) {
        this.fleet = fleet;
        this.api = new FleetApi(fleet);
        this.clock = clock;
    }

    void run(Examination examination) {
        examination.check("reconcile", this::reconcile);
        examination.check("coverage", this::coverage);
        examination.check("notifications", this::notifications);
        examination.check("configurations", this::untagged);
        examination.check("sync", this::sync);
    }

    private JsonNode pipelines() {
        return api.all(new QueryString("/v1/pipelines"));
    }

    private List<Finding> reconcile() {
        JsonNode at = pipelines().path("lastReconciledAt");
        if (!at.isTextual()) {
            return List.of(Finding.problem(
                    "reconcile",
                    "no full reconcile has succeeded yet",
                    "run image-fanout reconcile until it is COMPLETE"));
        }
        Duration age = Duration.between(Instant.parse(at.asText()), clock.instant());
        return List.of(
                age.compareTo(LONGEST_WITHOUT_RECONCILE) > 0
                        ? Finding.problem(
                                "reconcile",
                                "the last full reconcile was " + age.toHours() + " hours ago, " + Shown.time(at)
                                        + " UTC",
                                "run image-fanout reconcile; if it fails, its message and the log of reconcile-pipeline say"
                                        + " why")
                        : Finding.ok("reconcile", "last full reconcile " + Shown.time(at) + " UTC"));
    }

    private List<Finding> coverage() {
        List<Finding> findings = new ArrayList<>();
        int whole = 0;
        for (JsonNode pipeline : pipelines().path("items")) {
            GivenLineage lineage =
                    GivenLineage.of(Lineage.parse(pipeline.path("pipelineArn").asText()));
            JsonNode coverage = api.find(lineage.route("coverage")).orElse(MissingNode.getInstance());
            int missing = coverage.path("missing").asInt();
            if (missing > 0) {
                findings.add(Finding.note(
                        "coverage",
                        Shown.build(coverage.at("/image/imageArn")) + " ("
                                + coverage.at("/image/state").asText() + ") lacks " + Shown.count(missing, "AMI"),
                        "image-fanout coverage " + lineage + " --missing"));
            } else {
                whole++;
            }
            for (JsonNode build : pipeline.path("heldBuilds")) {
                findings.add(Finding.note(
                        "coverage",
                        Shown.build(build.path("imageArn")) + " is on hold: "
                                + build.at("/hold/reason").asText(),
                        "image-fanout release " + Shown.build(build.path("imageArn"))));
            }
        }
        findings.add(Finding.ok("coverage", Shown.count(whole, "pipeline") + " without a missing AMI"));
        return findings;
    }

    /** Whether each pipeline's infrastructure configuration names the topic. */
    private List<Finding> notifications() {
        List<Finding> findings = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        pipelines()
                .path("items")
                .forEach(pipeline -> recorded.add(pipeline.path("pipelineArn").asText()));
        Map<String, String> topics = new HashMap<>();
        int connected = 0;
        try (ImagebuilderClient imageBuilder = fleet.imageBuilder()) {
            for (ImagePipeline pipeline :
                    imageBuilder.listImagePipelinesPaginator(list -> {}).imagePipelineList()) {
                String topic = topics.computeIfAbsent(
                        pipeline.infrastructureConfigurationArn(), arn -> topic(imageBuilder, arn));
                if (topic.equals(fleet.topicArn())) {
                    connected++;
                } else {
                    findings.add(publishesElsewhere(pipeline, topic));
                }
                if (!recorded.contains(pipeline.arn())) {
                    findings.add(Finding.note(
                            "notifications", "no build of the pipeline " + pipeline.name() + " is recorded", ""));
                }
            }
        }
        findings.add(
                Finding.ok("notifications", Shown.count(connected, "pipeline") + " publishing to " + fleet.topicArn()));
        return findings;
    }

    private Finding publishesElsewhere(ImagePipeline pipeline, String topic) {
        return Finding.problem(
                "notifications",
                "the pipeline " + pipeline.name() + " publishes to " + (topic.isEmpty() ? "no topic" : topic),
                "set " + fleet.topicArn() + " as the SNS topic of " + pipeline.infrastructureConfigurationArn()
                        + "; until then a build is found by the next reconcile only");
    }

    private static String topic(ImagebuilderClient imageBuilder, String infrastructure) {
        String topic = imageBuilder
                .getInfrastructureConfiguration(get -> get.infrastructureConfigurationArn(infrastructure))
                .infrastructureConfiguration()
                .snsTopicArn();
        return topic == null ? "" : topic;
    }

    private List<Finding> untagged() {
        Set<String> untagged = new TreeSet<>();
        int tagged = 0;
        try (ImagebuilderClient imageBuilder = fleet.imageBuilder()) {
            for (DistributionConfigurationSummary one : imageBuilder
                    .listDistributionConfigurationsPaginator(list -> {})
                    .distributionConfigurationSummaryList()) {
                if (one.tags().containsKey(TAG)) {
                    tagged++;
                } else {
                    untagged.add(one.name());
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!untagged.isEmpty()) {
            findings.add(Finding.note(
                    "configurations",
                    "not managed, since they have no tag " + TAG + ": " + String.join(", ", untagged),
                    "tag those whose target accounts the registry should decide; image-fanout sync seed adopts them"));
        }
        findings.add(Finding.ok("configurations", Shown.count(tagged, "managed configuration")));
        return findings;
    }

    /** A dry run shows bad rows, what is on hold, and calls that the function's role may not make. */
    private List<Finding> sync() {
        JsonNode plan = fleet.invoke(
                FleetFunction.SYNC_DISTRIBUTIONS,
                JsonNodeFactory.instance.objectNode().put("dryRun", true));
        List<Finding> findings = new ArrayList<>();
        plan.path("badRows")
                .forEach(row -> findings.add(Finding.problem(
                        "registry", "bad row: " + row.asText(), "correct the row in the account registry")));
        plan.path("warnings").forEach(warning -> findings.add(Finding.note("registry", warning.asText(), "")));
        plan.path("failures")
                .forEach(failure -> findings.add(Finding.problem(
                        "sync", failure.asText(), "if access is denied, grant it to the role of sync-distributions")));
        for (JsonNode one : plan.path("configurations")) {
            String outcome = one.path("outcome").asText();
            if (List.of("HELD", "SKIPPED", "WAITING_FOR_SEED", "FAILED").contains(outcome)) {
                findings.add(new Finding(
                        outcome.equals("FAILED") || outcome.equals("SKIPPED")
                                ? Finding.Level.PROBLEM
                                : Finding.Level.NOTE,
                        "sync",
                        one.path("name").asText() + " is " + outcome + ": "
                                + String.join("; ", Shown.texts(one.path("reasons"))),
                        "image-fanout sync plan " + Shown.lastPart(one.path("distributionConfigurationArn"))));
            }
        }
        findings.add(Finding.ok("registry", Shown.count(plan.path("accounts").asInt(), "active account")));
        return findings;
    }
}
