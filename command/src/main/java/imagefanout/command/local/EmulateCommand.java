package imagefanout.command.local;

import emulators.dynamodb.DynamoDbCommand;
import emulators.imagebuilder.EmulatorCommand;
import emulators.organizations.OrganizationsCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs one emulator alone. */
@Command(
        name = "emulate",
        description = "Runs one emulator until Ctrl-C.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EmulateCommand.EmulateImageBuilder.class,
            EmulateCommand.EmulateDynamoDb.class,
            EmulateCommand.EmulateOrganizations.class
        },
        synopsisSubcommandLabel = "(imagebuilder | dynamodb | organizations)",
        exitCodeList = {"0:stopped", "2:usage, or it cannot start"},
        footer = {
            "  image-fanout emulate imagebuilder --port 8787 --build-seconds 0",
            "  image-fanout emulate dynamodb --help"
        })
public final class EmulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected imagebuilder, dynamodb or organizations");
    }

    /** The options are those of the emulator, {@code --help} too. */
    abstract static class Emulator implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public final Integer call() throws InterruptedException {
            return run(spec.commandLine().getOut(), spec.commandLine().getErr(), arguments.toArray(String[]::new));
        }

        abstract int run(PrintWriter out, PrintWriter err, String... given) throws InterruptedException;
    }

    /** EC2 Image Builder. */
    @Command(name = "imagebuilder", description = "Emulates EC2 Image Builder; --help lists its options.")
    static final class EmulateImageBuilder extends Emulator {
        @Override
        int run(PrintWriter out, PrintWriter err, String... given) throws InterruptedException {
            return EmulatorCommand.run(out, err, given);
        }
    }

    /** DynamoDB. */
    @Command(name = "dynamodb", description = "Emulates DynamoDB and its streams; --help lists its options.")
    static final class EmulateDynamoDb extends Emulator {
        @Override
        int run(PrintWriter out, PrintWriter err, String... given) {
            return DynamoDbCommand.run(out, err, given);
        }
    }

    /** AWS Organizations. */
    @Command(name = "organizations", description = "Emulates AWS Organizations; --help lists its options.")
    static final class EmulateOrganizations extends Emulator {
        @Override
        int run(PrintWriter out, PrintWriter err, String... given) {
            return OrganizationsCommand.run(out, err, given);
        }
    }
}
