package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the channels of a pipeline. */
@Command(
        name = "channels",
        description = "Lists the channels of a pipeline: the build that each points at, since when, by whom and why.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "1:no such pipeline", "2:usage", "3:not reachable"},
        footer = "  image-fanout channels golden-linux")
public final class ChannelsCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "PIPELINE", description = "A pipeline or its ARN.")
    private GivenLineage lineage;

    @Override
    public Integer call() {
        if (!lineage.isPipeline()) {
            throw CommandFailedException.usage("only pipelines have channels, and " + lineage + " is none");
        }
        return remote.run(this::list);
    }

    private Printout list(RemoteFleet fleet) {
        JsonNode channels = new FleetApi(fleet).all(lineage.route("channels"));
        TextTable table = new TextTable("channel", "build", "state", "since", "by", "reason", "fall-backs");
        for (JsonNode channel : channels.path("items")) {
            JsonNode promotion = channel.path("promotion");
            table.row(
                    channel.path("channel").asText(),
                    Shown.build(channel.path("imageArn")),
                    Cell.state(Shown.text(channel.at("/image/state"))),
                    Shown.time(promotion.path("at")),
                    promotion.path("by").asText(""),
                    promotion.path("reason").asText(""),
                    channel.path("fallBacks").size());
        }
        Printout printout = new Printout(channels, table);
        return table.isEmpty()
                ? printout.line("No channel. image-fanout promote BUILD CHANNEL --reason TEXT creates one.")
                : printout.table(table);
    }
}
