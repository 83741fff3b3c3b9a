package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import imagefanout.model.identity.AmiId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows where an AMI comes from. */
@Command(
        name = "ami",
        description = "Shows which build an AMI comes from, whether it is the latest of its account and Region, and the"
                + " build's other AMIs.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:found", "1:no build of the catalog has this AMI", "2:usage", "3:not reachable"},
        footer = "  image-fanout ami ami-0123456789abcdef0")
public final class AmiCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "AMI", description = "An AMI ID.")
    private AmiId ami;

    @Override
    public Integer call() {
        return remote.run(this::trace);
    }

    private Printout trace(RemoteFleet fleet) {
        JsonNode origin = new FleetApi(fleet).all(new QueryString("/v1/amis/" + ami).with("limit", 1000));
        TextTable table = new TextTable("Region", "account", "AMI", "note");
        for (JsonNode copy : origin.path("items")) {
            table.row(
                    copy.path("region").asText(),
                    copy.path("accountId").asText(),
                    copy.path("amiId").isNull()
                            ? new Cell("MISSING", Tint.BAD)
                            : copy.path("amiId").asText(),
                    copy.path("reason").asText(""));
        }
        JsonNode image = origin.path("image");
        Printout printout = new Printout(origin, table)
                .line(
                        Tint.STRONG,
                        ami + " is the AMI of " + Shown.build(image.path("imageArn")) + " for "
                                + origin.path("accountId").asText() + " in "
                                + origin.path("region").asText())
                .line("The build is " + image.path("state").asText() + ", created "
                        + Shown.time(image.path("createdAt"))
                        + (image.path("pipelineArn").isTextual()
                                ? ", by the pipeline " + Shown.lastPart(image.path("pipelineArn"))
                                : ", without a pipeline"));
        if (image.path("hold").isObject()) {
            printout.line(Tint.WAITING, "On hold: " + Shown.hold(image.path("hold")));
        }
        printout.line(standing(origin)).table(table);
        return Shown.age(printout, origin);
    }

    private static String standing(JsonNode origin) {
        if (origin.path("isLatest").asBoolean()) {
            return "It is the latest AMI there.";
        }
        String behind = Shown.behind(origin.path("behind"));
        return origin.path("latestAmiId").isTextual()
                ? "The latest AMI there is " + origin.path("latestAmiId").asText()
                        + (behind.isEmpty() ? "." : "; this one is " + behind + ".")
                : "No AMI is offered there.";
    }
}
