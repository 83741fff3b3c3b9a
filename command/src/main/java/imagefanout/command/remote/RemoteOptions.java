package imagefanout.command.remote;

import imagefanout.command.terminal.OutputFormat;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.Terminal;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that talks to a fleet: which fleet, and how to print. */
public final class RemoteOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:IMAGE_FANOUT_URL}",
            description = "Talk to this query API, such as http://127.0.0.1:8080 of a local fleet, and not to a stack"
                    + " (IMAGE_FANOUT_URL).")
    private Optional<URI> url;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "${env:IMAGE_FANOUT_STACK:-image-fanout}",
            description = "The name of the deployed stack (IMAGE_FANOUT_STACK; default: image-fanout).")
    private String stack;

    @Option(
            names = "--stack-region",
            paramLabel = "REGION",
            description = "The stack's Region. Default: the Region of the AWS configuration.")
    private Optional<imagefanout.model.identity.Region> stackRegion;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "The profile of the AWS configuration files to use.")
    private Optional<String> profile;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:IMAGE_FANOUT_TOKEN}",
            description = "Send this token instead of a signature, if the stack has a JWT authorizer"
                    + " (IMAGE_FANOUT_TOKEN).")
    private Optional<String> token;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "${env:IMAGE_FANOUT_OUTPUT:-text}",
            description = "text, json or csv (default: text).")
    private OutputFormat output;

    @Option(names = "--width", hidden = true, defaultValue = "${env:COLUMNS:-0}")
    private int width;

    /** What a command does. */
    @FunctionalInterface
    public interface RemoteWork {
        Printout with(RemoteFleet fleet);
    }

    /** Runs the work, prints what it found, and returns the exit status. */
    public int run(RemoteWork work) {
        Terminal terminal = terminal();
        Printout printout = terminal.waitingFor("the fleet", () -> {
            try (RemoteFleet fleet = fleet()) {
                return work.with(fleet);
            }
        });
        printout.print(terminal, output);
        return printout.isComplete() ? ExitStatus.DONE.code() : ExitStatus.REFUSED.code();
    }

    private Terminal terminal() {
        Ansi colors = command.commandLine().getColorScheme().ansi();
        return new Terminal(
                command.commandLine().getOut(), command.commandLine().getErr(), colors, width);
    }

    private RemoteFleet fleet() {
        if (token.filter(text -> !text.matches("[!-~]*")).isPresent()) {
            throw CommandFailedException.usage(
                    "the token has a space, a line break or another character that no token has");
        }
        CommandLine.ParseResult given = command.commandLine().getParseResult();
        boolean namesStack = given.hasMatchedOption("--stack") || given.hasMatchedOption("--stack-region");
        if (namesStack && given.hasMatchedOption("--url")) {
            throw CommandFailedException.usage("--url and --stack name two fleets: give one of them");
        }
        if (url.isPresent() && !namesStack) {
            if (url.get().getHost() == null
                    || url.get().getScheme() == null
                    || !url.get().getScheme().startsWith("http")) {
                throw CommandFailedException.usage(
                        "invalid URL \"" + url.get() + "\": expected a URL such as http://127.0.0.1:8080");
            }
            return new UrlFleet(url.get(), token);
        }
        return new StackFleet(stack, stackRegion.map(Object::toString), profile, token);
    }
}
