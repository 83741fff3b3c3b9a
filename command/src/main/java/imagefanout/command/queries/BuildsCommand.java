package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.model.recipe.VolumeType;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists builds. */
@Command(
        name = "builds",
        description = "Lists the builds of a pipeline, newest first; without PIPELINE, each pipeline with its newest"
                + " build.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "1:no such pipeline", "2:usage", "3:not reachable"},
        footer = {"  image-fanout builds golden-linux --state FAILED", "  image-fanout builds --volume-type io1"})
public final class BuildsCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "A pipeline, image/NAME for an image without one, or an ARN.")
    private Optional<GivenLineage> lineage;

    @Option(names = "--state", paramLabel = "STATE", description = "Only builds in this state, such as FAILED.")
    private Optional<String> state;

    @Option(
            names = "--volume-type",
            paramLabel = "TYPE",
            description =
                    "Only pipelines whose newest build has a volume of this type, such as io1. Not with PIPELINE.")
    private Optional<VolumeType> volumeType;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "25",
            description = "The number of builds to list (default: 25).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandFailedException.usage("invalid limit " + limit + ": expected a number from 1");
        }
        if (lineage.isPresent() == volumeType.isPresent() && lineage.isPresent()) {
            throw CommandFailedException.usage("--volume-type selects pipelines: leave out PIPELINE");
        }
        if (lineage.isEmpty() && state.isPresent()) {
            throw CommandFailedException.usage("--state selects builds of one pipeline: give PIPELINE");
        }
        return remote.run(fleet -> lineage.isPresent() ? builds(fleet, lineage.get()) : newest(fleet));
    }

    private Printout builds(RemoteFleet fleet, GivenLineage of) {
        JsonNode builds = new FleetApi(fleet).first(of.route("builds").with("state", state), limit);
        TextTable table = new TextTable("build", "state", "created", "AMIs", "expected", "hold", "reason");
        for (JsonNode build : builds.path("items")) {
            table.row(
                    Shown.build(build.path("imageArn")),
                    Cell.state(build.path("state").asText()),
                    Shown.time(build.path("createdAt")),
                    build.at("/counts/recorded").asText(),
                    build.at("/counts/expected").asText(),
                    build.at("/hold/reason").asText(""),
                    build.path("reason").asText(""));
        }
        Printout printout = new Printout(builds, table);
        return Shown.age(table.isEmpty() ? printout.line("No build.") : printout.table(table), builds);
    }

    private Printout newest(RemoteFleet fleet) {
        JsonNode pipelines = new FleetApi(fleet).all(new QueryString("/v1/pipelines").with("volumeType", volumeType));
        TextTable table =
                new TextTable("pipeline", "newest build", "state", "created", "AMIs", "expected", "offered", "volumes");
        for (JsonNode pipeline : pipelines.path("items")) {
            JsonNode build = pipeline.path("newestBuild");
            table.row(
                    pipeline.path("name").asText(),
                    Shown.build(build.path("imageArn")),
                    Cell.state(Shown.text(build.path("state"))),
                    Shown.time(build.path("createdAt")),
                    build.at("/counts/recorded").asText("-"),
                    build.at("/counts/expected").asText("-"),
                    Shown.build(pipeline.at("/newestOfferedBuild/imageArn")),
                    String.join(" ", Shown.texts(pipeline.path("volumeTypes"))));
        }
        Printout printout = new Printout(pipelines, table);
        if (table.isEmpty()) {
            return printout.line(
                    "No pipeline is recorded. Run image-fanout reconcile to record the builds that exist.");
        }
        printout.table(table);
        pipelines.path("items").forEach(pipeline -> Shown.holds(printout, pipeline));
        return Shown.age(printout, pipelines);
    }
}
