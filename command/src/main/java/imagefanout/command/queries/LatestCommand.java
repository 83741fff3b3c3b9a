package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the AMI to use. */
@Command(
        name = "latest",
        description = "Finds the AMI to use: that of the newest build that is AVAILABLE and not on hold.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:found", "1:the account has no AMI to use; the message says why", "2:usage", "3:not reachable"
        },
        footer = "  image-fanout latest golden-linux --account 111111111111 --region eu-west-1 --quiet")
public final class LatestCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "PIPELINE", description = "A pipeline, image/NAME for an image without one, or an ARN.")
    private GivenLineage lineage;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "The account that uses the AMI. Default: the account that builds the images.")
    private Optional<AccountId> account;

    @Option(names = "--region", paramLabel = "REGION", description = "The Region that uses the AMI. Default: all.")
    private Optional<Region> region;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "Answer from this channel, such as prod, and not from the newest build.")
    private Optional<String> channel;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Only builds created at or before this time count, such as 2026-03-15T12:00:00Z.")
    private Optional<PointInTime> at;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print AMI IDs only.")
    private boolean quiet;

    @Override
    public Integer call() {
        return remote.run(this::find);
    }

    private Printout find(RemoteFleet fleet) {
        JsonNode latest = new FleetApi(fleet)
                .get(lineage.route("latest")
                        .with("account", account)
                        .with("region", region)
                        .with("at", at)
                        .with("channel", channel));
        TextTable table = new TextTable("Region", "AMI", "access", "build", "state", "created");
        Printout printout = new Printout(latest, table);
        for (JsonNode item : latest.path("items")) {
            table.row(
                    item.path("region").asText(),
                    item.path("amiId").asText(),
                    item.path("access").asText(),
                    Shown.build(item.path("imageArn")),
                    Cell.state(item.path("state").asText()),
                    Shown.time(item.path("createdAt")));
            if (quiet) {
                printout.line(item.path("amiId").asText());
            }
        }
        if (quiet) {
            return printout;
        }
        printout.table(table);
        if (latest.path("judgedBy").isTextual()) {
            printout.line(latest.path("judgedBy").asText());
        }
        return Shown.age(printout, latest);
    }
}
