package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.command.queries.GivenBuild;
import imagefanout.command.queries.Shown;
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

/** Puts a build on hold. */
@Command(
        name = "hold",
        description = "Puts a build on hold, so that it is no account's latest. Running instances are not affected.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:the build is on hold", "1:refused, or no such build", "2:usage", "3:not reachable"},
        footer = "  image-fanout hold golden-linux/1.0.0/2 --reason \"sshd does not start\"")
public final class HoldCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "BUILD", description = "A build such as golden-linux/1.0.0/2, or its ARN.")
    private GivenBuild build;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; every answer shows it.")
    private String reason;

    @Override
    public Integer call() {
        return remote.run(fleet -> {
            JsonNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
            return printout(fleet.send("PUT", build.route("/hold").toString(), Optional.of(body))
                    .success());
        });
    }

    static Printout printout(JsonNode build) {
        JsonNode hold = build.path("hold");
        TextTable table = new TextTable("build", "state", "hold", "by");
        table.row(
                Shown.build(build.path("imageArn")),
                build.path("state").asText(),
                hold.path("reason").asText(""),
                hold.path("by").asText(""));
        return new Printout(build, table)
                .line(
                        hold.isObject() ? Tint.WAITING : Tint.GOOD,
                        Shown.build(build.path("imageArn"))
                                + (hold.isObject()
                                        ? " is on hold: " + hold.path("reason").asText() + " ("
                                                + hold.path("by").asText() + ")"
                                        : " is not on hold."));
    }
}
