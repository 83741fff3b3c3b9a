package imagefanout.command.local;

import emulators.dynamodb.DynamoDbCommand;
import emulators.imagebuilder.EmulatorCommand;
import emulators.organizations.OrganizationsCommand;
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
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:stopped", "2:usage, or it cannot start"},
        footerHeading = "%nExamples:%n",
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
    @Command(name = "imagebuilder", description = "Emulates EC2 Image Builder; --help lists its options.")
    static final class EmulateImageBuilder implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() throws InterruptedException {
            return EmulatorCommand.run(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), arguments.toArray(String[]::new));
        }
    }

    /** The options are those of the emulator, {@code --help} too. */
    @Command(name = "dynamodb", description = "Emulates DynamoDB and its streams; --help lists its options.")
    static final class EmulateDynamoDb implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            return DynamoDbCommand.run(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), arguments.toArray(String[]::new));
        }
    }

    /** The options are those of the emulator, {@code --help} too. */
    @Command(name = "organizations", description = "Emulates AWS Organizations; --help lists its options.")
    static final class EmulateOrganizations implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            return OrganizationsCommand.run(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), arguments.toArray(String[]::new));
        }
    }
}
