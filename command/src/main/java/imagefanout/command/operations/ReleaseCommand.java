package imagefanout.command.operations;

import imagefanout.command.queries.GivenBuild;
import imagefanout.command.remote.RemoteOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Releases a build. */
@Command(
        name = "release",
        description =
                "Releases a hold, so that the build can be the latest again. Without a hold, this changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:the build is not on hold", "1:refused, or no such build", "2:usage", "3:not reachable"},
        footer = "  image-fanout release golden-linux/1.0.0/2 --reason \"sshd starts\"")
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Parameters(paramLabel = "BUILD", description = "A build such as golden-linux/1.0.0/2, or its ARN.")
    private GivenBuild build;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; the history of holds shows it.")
    private String reason;

    @Override
    public Integer call() {
        String route = build.route("/hold").with("reason", reason).toString();
        return remote.run(fleet -> HoldCommand.printout(
                fleet.send("DELETE", route, Optional.empty()).success()));
    }
}
