package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.queries.GivenLineage;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.FleetFunction;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reconciles the catalog. */
@Command(
        name = "reconcile",
        description =
                "Compares the catalog with Image Builder and records what is missing or different; without PIPELINE,"
                        + " all pipelines and images. Use it for the backfill, too.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:everything that was requested is done",
            "1:it goes on in another run, or a pipeline failed",
            "2:usage",
            "3:not reachable"
        },
        footer = "  image-fanout reconcile golden-linux")
public final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "A pipeline or its ARN. Default: everything.")
    private Optional<GivenLineage> lineage;

    @Option(names = "--resume", description = "Only do what an earlier run did not finish.")
    private boolean resume;

    @Override
    public Integer call() {
        if (lineage.filter(given -> !given.isPipeline()).isPresent()) {
            throw CommandFailedException.usage(
                    "only a pipeline can be reconciled alone: leave out " + lineage.get() + " to reconcile everything");
        }
        if (resume && lineage.isPresent()) {
            throw CommandFailedException.usage("--resume continues whatever is left: leave out PIPELINE");
        }
        return remote.run(this::reconcile);
    }

    private Printout reconcile(RemoteFleet fleet) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        lineage.ifPresent(given -> event.put("pipelineArn", arn(fleet, given)));
        if (resume) {
            event.put("resume", true);
        }
        JsonNode answer = fleet.invoke(FleetFunction.RECONCILE_PIPELINE, event);
        TextTable table = new TextTable("pipeline or image", "outcome", "listed", "repaired", "deleted", "gone");
        for (JsonNode one : answer.path("lineages")) {
            table.row(
                    one.path("lineage").asText().replaceFirst(".*:image(-pipeline)?/", ""),
                    one.path("outcome").asText(),
                    one.path("listed").asText(),
                    one.path("repaired").size(),
                    one.path("deleted").size(),
                    one.path("gone").size());
        }
        String outcome = answer.path("outcome").asText();
        Printout printout = new Printout(answer, table)
                .table(table)
                .line(
                        Tint.ofState(outcome),
                        outcome + ": "
                                + Shown.count(answer.path("buildsRepaired").asInt(), "build") + " repaired"
                                + explanation(outcome, answer));
        return outcome.equals("COMPLETE") || outcome.equals("NOTHING_TO_DO") ? printout : printout.incomplete();
    }

    private static String explanation(String outcome, JsonNode answer) {
        return switch (outcome) {
            case "HANDED_ON" -> ". The run was out of time; the next one continues within five minutes.";
            case "LEFT_TO_ANOTHER_RUN" ->
                ". Another run is active until " + Shown.time(answer.path("otherRunUntil"))
                        + " UTC and takes this over.";
            default -> ".";
        };
    }

    private static String arn(RemoteFleet fleet, GivenLineage given) {
        return given.arn().map(Object::toString).orElseGet(() -> new FleetApi(fleet)
                .get(given.route("builds").with("limit", 1))
                .path("pipelineArn")
                .asText());
    }
}
