package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
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

/** Lists the AMIs of an account. */
@Command(
        name = "account",
        description = "Lists the AMIs that an account may launch: the latest of each pipeline in each Region.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:found", "1:the account has no AMI", "2:usage", "3:not reachable"},
        footer = {
            "  image-fanout account 111111111111 --region eu-west-1",
            "  image-fanout account 111111111111 --at 2026-03-31"
        })
public final class AccountCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "ACCOUNT", description = "An account ID.")
    private AccountId account;

    @Option(names = "--region", paramLabel = "REGION", description = "Only this Region.")
    private Optional<Region> region;

    @Option(
            names = "--pipeline",
            paramLabel = "PIPELINE",
            description = "Only this pipeline; image/NAME for an image without one, or an ARN.")
    private Optional<GivenLineage> lineage;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "What was the latest at this time, such as 2026-03-31, by the states and holds of today.")
    private Optional<PointInTime> at;

    @Override
    public Integer call() {
        return remote.run(fleet -> show(at.isPresent() ? past(fleet) : present(fleet)));
    }

    private JsonNode present(RemoteFleet fleet) {
        QueryString request = new QueryString("/v1/accounts/" + account + "/amis").with("region", region);
        lineage.ifPresent(given -> given.filter(request));
        return new FleetApi(fleet).all(request);
    }

    /** Asks each pipeline, since the route of an account has no past. */
    private JsonNode past(RemoteFleet fleet) {
        FleetApi api = new FleetApi(fleet);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("accountId", account.value());
        ArrayNode items = answer.putArray("items");
        for (GivenLineage one : GivenLineage.all(api)) {
            if (lineage.isEmpty() || lineage.get().means(one)) {
                api.find(one.route("latest")
                                .with("account", account)
                                .with("region", region)
                                .with("at", at))
                        .ifPresent(latest ->
                                items.addObject().put("name", one.name()).set("amis", latest.path("items")));
            }
        }
        return answer;
    }

    private Printout show(JsonNode answer) {
        TextTable table = new TextTable("pipeline", "Region", "AMI", "access", "build", "state", "created");
        for (JsonNode pipeline : answer.path("items")) {
            for (JsonNode ami : pipeline.path("amis")) {
                table.row(
                        pipeline.path("name").asText(),
                        ami.path("region").asText(),
                        ami.path("amiId").asText(),
                        ami.path("access").asText(),
                        Shown.build(ami.path("imageArn")),
                        Cell.state(ami.path("state").asText()),
                        Shown.time(ami.path("createdAt")));
            }
        }
        Printout printout = new Printout(answer, table);
        if (table.isEmpty()) {
            return printout.line(account + " has no AMI"
                            + region.map(value -> " in " + value).orElse("") + ".")
                    .incomplete();
        }
        printout.table(table);
        return at.isPresent() ? printout : Shown.age(printout, answer);
    }
}
