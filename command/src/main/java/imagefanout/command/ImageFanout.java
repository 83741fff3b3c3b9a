package imagefanout.command;

import imagefanout.command.doctor.DoctorCommand;
import imagefanout.command.local.EmulateCommand;
import imagefanout.command.local.ServeCommand;
import imagefanout.command.local.StoryCommand;
import imagefanout.command.operations.AccountsCommand;
import imagefanout.command.operations.GivenDistribution;
import imagefanout.command.operations.HoldCommand;
import imagefanout.command.operations.PlanDigest;
import imagefanout.command.operations.PromoteCommand;
import imagefanout.command.operations.RecipeCommand;
import imagefanout.command.operations.ReconcileCommand;
import imagefanout.command.operations.ReleaseCommand;
import imagefanout.command.operations.SyncCommand;
import imagefanout.command.queries.AccountCommand;
import imagefanout.command.queries.AmiCommand;
import imagefanout.command.queries.BuildCommand;
import imagefanout.command.queries.BuildsCommand;
import imagefanout.command.queries.ChannelsCommand;
import imagefanout.command.queries.CoverageCommand;
import imagefanout.command.queries.GivenBuild;
import imagefanout.command.queries.GivenLineage;
import imagefanout.command.queries.LatestCommand;
import imagefanout.command.queries.PointInTime;
import imagefanout.command.queries.WhyCommand;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.ExitStatus;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.VolumeType;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code image-fanout}. */
@Command(
        name = "image-fanout",
        description = "Answers which AMI an account uses in a Region, and which accounts lack one and why."
                + " Runs and operates the fleet.",
        mixinStandardHelpOptions = true,
        versionProvider = ImageFanout.CommandVersion.class,
        subcommands = {
            LatestCommand.class,
            CoverageCommand.class,
            BuildsCommand.class,
            BuildCommand.class,
            AmiCommand.class,
            AccountCommand.class,
            ChannelsCommand.class,
            WhyCommand.class,
            HoldCommand.class,
            ReleaseCommand.class,
            PromoteCommand.class,
            SyncCommand.class,
            AccountsCommand.class,
            ReconcileCommand.class,
            RecipeCommand.class,
            DoctorCommand.class,
            ServeCommand.class,
            StoryCommand.class,
            EmulateCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {
            "0:done",
            "1:refused, on hold or missing; the help of each command says which",
            "2:the arguments are wrong",
            "3:the fleet cannot be reached"
        },
        footer = {
            "  image-fanout story                                   # how images fan out, on this machine",
            "  image-fanout serve                                   # a fleet to try everything with",
            "  image-fanout coverage --url http://127.0.0.1:8080    # ask that fleet",
            "  image-fanout coverage --stack image-fanout           # ask the stack in your AWS account",
            "  source <(image-fanout generate-completion)           # completion for bash and zsh"
        })
public final class ImageFanout {
    public static void main(String[] arguments) {
        System.setProperty("log4j2.configurationFile", "classpath:log4j2-local-fleet.xml");
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), Ansi.AUTO, arguments));
    }

    /** Runs a command and returns the exit status. An error is one line. */
    static int run(PrintWriter out, PrintWriter err, Ansi colors, String... arguments) {
        return commandLine(out, err, colors).execute(arguments);
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Ansi colors) {
        CommandLine line = new CommandLine(new ImageFanout())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colors))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((e, given) -> fail(e.getCommandLine(), ExitStatus.USAGE, e.getMessage()))
                .setExecutionExceptionHandler((e, command, given) -> failed(command, e));
        register(line, AccountId.class, AccountId::new);
        register(line, Region.class, Region::new);
        register(line, AmiId.class, AmiId::new);
        register(line, VolumeType.class, VolumeType::parse);
        register(line, PointInTime.class, PointInTime::parse);
        register(line, SemanticVersion.class, SemanticVersion::parse);
        register(line, GivenDistribution.class, GivenDistribution::parse);
        register(line, PlanDigest.class, PlanDigest::new);
        register(line, GivenLineage.class, GivenLineage::parse);
        register(line, GivenBuild.class, GivenBuild::parse);
        completeHelp(line);
        return line;
    }

    /** Adds what the help of every command has alike. Options stay in the order in which they are declared. */
    private static void completeHelp(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.sortOptions(false);
        if (!help.exitCodeList().isEmpty()) {
            help.exitCodeListHeading("%nExit status:%n");
        }
        if (help.footer().length > 0) {
            help.footerHeading(help.footer().length == 1 ? "%nExample:%n" : "%nExamples:%n");
        }
        command.getSubcommands().values().forEach(ImageFanout::completeHelp);
    }

    private static <T> void register(CommandLine line, Class<T> type, Function<String, T> parse) {
        ITypeConverter<T> converter = text -> {
            try {
                return parse.apply(text);
            } catch (MalformedException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
        line.registerConverter(type, converter);
    }

    private static int failed(CommandLine command, Exception e) throws Exception {
        if (e instanceof CommandFailedException failure) {
            return fail(command, failure.status(), failure.getMessage());
        }
        if (e instanceof BindException) {
            return fail(command, ExitStatus.USAGE, e.getMessage());
        }
        throw e;
    }

    private static int fail(CommandLine command, ExitStatus status, String why) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + String.valueOf(why)
                                .replaceAll("\\s*\\p{Cntrl}\\s*", " ")
                                .replace(": invalid value \"", ": \"")
                        + (status == ExitStatus.USAGE ? hint(command) : ""));
        command.getErr().flush();
        return status.code();
    }

    private static String hint(CommandLine command) {
        return ". See " + command.getCommandSpec().qualifiedName() + " --help";
    }

    static final class CommandVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ImageFanout.class.getPackage().getImplementationVersion();
            return new String[] {"image-fanout " + (version == null ? "(from the source folder)" : version)};
        }
    }
}
