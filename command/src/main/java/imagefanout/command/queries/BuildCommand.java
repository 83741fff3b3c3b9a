package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one build. */
@Command(
        name = "build",
        description = "Shows one build: its state, recipe and volumes, its AMIs, and what is missing and why.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:found", "1:no such build, or it is deleted", "2:usage", "3:not reachable"},
        footer = "  image-fanout build golden-linux/1.0.0/2 --region eu-west-1")
public final class BuildCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "BUILD", description = "A build such as golden-linux/1.0.0/2, or its ARN.")
    private GivenBuild build;

    @Option(names = "--region", paramLabel = "REGION", description = "Only the AMIs in this Region.")
    private Optional<Region> region;

    @Option(names = "--account", paramLabel = "ID", description = "Only the AMIs of this account.")
    private Optional<AccountId> account;

    @Override
    public Integer call() {
        return remote.run(this::show);
    }

    private Printout show(RemoteFleet fleet) {
        FleetApi api = new FleetApi(fleet);
        JsonNode image = api.get(build.route(""));
        JsonNode amis = api.all(build.route("/amis")
                .with("region", region)
                .with("account", account)
                .with("limit", 1000));
        TextTable table = new TextTable("Region", "account", "AMI", "note");
        for (JsonNode copy : amis.path("items")) {
            boolean missing = copy.path("amiId").isNull();
            table.row(
                    copy.path("region").asText(),
                    copy.path("accountId").asText(),
                    missing ? new Cell("MISSING", Tint.BAD) : copy.path("amiId").asText(),
                    copy.path("reason").asText(copy.path("expected").asBoolean() ? "" : "not expected"));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("build", image);
        json.set("amis", amis.path("items"));
        Printout printout = new Printout(json, table);
        describe(printout, image);
        return Shown.age(printout.table(table), image);
    }

    private void describe(Printout printout, JsonNode image) {
        printout.line(
                Tint.STRONG,
                build + " is " + image.path("state").asText() + ": " + Shown.counts(image.path("counts")) + ", created "
                        + Shown.time(image.path("createdAt")));
        if (image.path("reason").isTextual()) {
            printout.line("Reason: " + image.path("reason").asText());
        }
        if (image.path("hold").isObject()) {
            printout.line(Tint.WAITING, "On hold: " + Shown.hold(image.path("hold")));
        }
        JsonNode recipe = image.path("recipe");
        if (recipe.isObject()) {
            printout.line("Recipe: " + recipe.path("imageRecipeArn").asText().replaceFirst(".*-recipe/", "") + ", from "
                    + Shown.text(recipe.path("parentImage")));
            for (JsonNode volume : recipe.path("volumes")) {
                printout.line(
                        "Volume: " + volume.path("deviceName").asText() + " " + Shown.text(volume.path("volumeType"))
                                + ", " + Shown.text(volume.path("volumeSize")) + " GiB");
            }
        }
        image.path("warnings").forEach(warning -> printout.line(Tint.WAITING, "Warning: " + warning.asText()));
    }
}
