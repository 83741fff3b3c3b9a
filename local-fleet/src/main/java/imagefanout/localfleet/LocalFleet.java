package imagefanout.localfleet;

import imagefanout.localfleet.story.Story;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: shows the story of a fan-out, or serves a fleet. */
@Command(
        name = "local-fleet",
        description = "Shows how golden images fan out, and ends. Needs no AWS account and no Docker.",
        mixinStandardHelpOptions = true,
        subcommands = LocalFleet.Serve.class)
public final class LocalFleet implements Callable<Integer> {
    private static final int UNUSABLE = 2;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.setProperty("log4j2.configurationFile", "classpath:log4j2-local-fleet.xml");
        System.exit(run(new PrintWriter(System.err, true), arguments));
    }

    /** Returns the exit status: 0, or 2 with a one-line error for an invalid argument or an unusable port. */
    static int run(PrintWriter errors, String... arguments) {
        CommandLine line = new CommandLine(new LocalFleet()).setErr(errors);
        line.setParameterExceptionHandler(
                (exception, given) -> refuse(exception.getCommandLine(), exception.getMessage()));
        line.setExecutionExceptionHandler((exception, command, given) -> {
            if (exception instanceof BindException) {
                return refuse(command, exception.getMessage());
            }
            throw exception;
        });
        return line.execute(arguments);
    }

    private static int refuse(CommandLine command, String why) {
        command.getErr()
                .println(command.getCommandName() + ": "
                        + String.valueOf(why).lines().findFirst().orElse(""));
        return UNUSABLE;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FleetOptions options = FleetOptions.onFreePorts(Template.find());
        try (Fleet fleet = Fleet.start(options)) {
            new Story(fleet, new Narrator(out)).tell();
        }
        return 0;
    }

    /** Keeps a fleet running. */
    @Command(
            name = "serve",
            description = "Keeps the fleet running until Ctrl-C.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Serve implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
        private String host;

        @Option(
                names = "--api-port",
                defaultValue = "8080",
                converter = Port.class,
                description = "Query API (${DEFAULT-VALUE}; 0 picks a free port).")
        private int apiPort;

        @Option(
                names = "--imagebuilder-port",
                defaultValue = "8081",
                converter = Port.class,
                description = "Image Builder emulator (${DEFAULT-VALUE}).")
        private int imageBuilderPort;

        @Option(
                names = "--dynamodb-port",
                defaultValue = "8082",
                converter = Port.class,
                description = "DynamoDB emulator (${DEFAULT-VALUE}).")
        private int dynamoDbPort;

        @Option(
                names = "--lambda-port",
                defaultValue = "8083",
                converter = Port.class,
                description = "Lambda's Invoke API (${DEFAULT-VALUE}).")
        private int lambdaPort;

        @Option(
                names = "--organizations-port",
                defaultValue = "8084",
                converter = Port.class,
                description = "Organizations emulator (${DEFAULT-VALUE}).")
        private int organizationsPort;

        @Option(
                names = "--build-seconds",
                defaultValue = "5",
                converter = Seconds.class,
                description = "How long a build takes (${DEFAULT-VALUE}).")
        private Duration buildDuration;

        @Option(
                names = "--queue-seconds",
                defaultValue = "10",
                converter = Seconds.class,
                description = "How long a message waits for reconcile-pipeline (${DEFAULT-VALUE}).")
        private Duration queueDelay;

        @Option(
                names = "--reconcile-seconds",
                defaultValue = "20",
                converter = Seconds.class,
                description =
                        "How often the catalog is reconciled, target accounts are synced and accounts are imported (${DEFAULT-VALUE}; 0 is never).")
        private Duration reconcileInterval;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            FleetOptions options = new FleetOptions(
                            Template.find(),
                            host,
                            apiPort,
                            imageBuilderPort,
                            dynamoDbPort,
                            lambdaPort,
                            organizationsPort,
                            buildDuration,
                            queueDelay,
                            Optional.empty())
                    .withSamples();
            try (Fleet fleet = Fleet.start(options)) {
                if (!reconcileInterval.isZero()) {
                    fleet.runSchedules("ReconcilePipelineFunction", reconcileInterval);
                    fleet.runSchedules("SyncDistributionsFunction", reconcileInterval);
                    fleet.runSchedules("ImportAccountsFunction", reconcileInterval);
                }
                CountDownLatch stopped = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "ctrl-c"));
                new Narrator(out).serving(fleet);
                stopped.await();
            }
            return 0;
        }
    }

    static final class Port implements CommandLine.ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
                return Integer.valueOf(text);
            }
            throw new CommandLine.TypeConversionException(
                    "invalid port '" + text + "': expected a number from 0 to 65535");
        }
    }

    static final class Seconds implements CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (text.matches("[0-9]{1,4}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            throw new CommandLine.TypeConversionException(
                    "invalid duration '" + text + "': expected a number of seconds from 0 to 9999");
        }
    }
}
