package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.queries.GivenBuild;
import imagefanout.command.queries.GivenLineage;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import imagefanout.model.identity.Lineage;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Points a channel at a build. */
@Command(
        name = "promote",
        description =
                "Points a channel of a build's pipeline at the build. Promoting an older build takes newer ones out of"
                        + " the channel.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:the channel points at the build, or would in a dry run",
            "1:refused: not AVAILABLE, on hold, or incomplete without --force",
            "2:usage",
            "3:not reachable"
        },
        footer = "  image-fanout promote golden-linux/1.0.0/2 prod --reason \"a week in dev\"")
public final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(index = "0", paramLabel = "BUILD", description = "A build such as golden-linux/1.0.0/2, or its ARN.")
    private GivenBuild build;

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "A channel, such as prod.")
    private String channel;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the history shows it.")
    private String reason;

    @Option(names = "--force", description = "Also if copies are missing.")
    private boolean force;

    @Option(names = "--dry-run", description = "Show whether it would be promoted, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (!channel.matches("[a-z0-9-]{1,32}") || channel.equals("latest")) {
            throw CommandFailedException.usage("invalid channel \"" + channel
                    + "\": expected 1 to 32 lowercase letters, digits and hyphens, and not latest");
        }
        return remote.run(this::promote);
    }

    private Printout promote(RemoteFleet fleet) {
        JsonNode image = new FleetApi(fleet).get(build.route(""));
        if (!image.path("pipelineArn").isTextual()) {
            throw CommandFailedException.refused(
                    build + " was not made by a pipeline, and only pipelines have channels");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("imageArn", image.path("imageArn").asText())
                .put("reason", reason);
        if (force) {
            body.put("force", true);
        }
        GivenLineage pipeline =
                GivenLineage.of(Lineage.parse(image.path("pipelineArn").asText()));
        QueryString route =
                pipeline.route("channels/" + channel).with("dryRun", dryRun ? Optional.of("true") : Optional.empty());
        JsonNode answer = fleet.send("PUT", route.toString(), Optional.of(body)).success();
        TextTable table = new TextTable("pipeline", "channel", "build");
        table.row(pipeline.name(), channel, Shown.build(image.path("imageArn")));
        return new Printout(answer, table)
                .line(
                        Tint.GOOD,
                        "The channel " + channel + " of " + pipeline.name()
                                + (dryRun ? " would point at " : " points at ") + build + ".");
    }
}
