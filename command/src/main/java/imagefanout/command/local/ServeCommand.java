package imagefanout.command.local;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Narrator;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps a fleet running. */
@Command(
        name = "serve",
        description = "Keeps a fleet with sample builds running on this machine until Ctrl-C. Nothing is kept.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:stopped", "2:usage, or a port is in use"},
        footer = "  image-fanout serve --api-port 9080 --build-seconds 60")
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--api-port",
            defaultValue = "8080",
            converter = Port.class,
            description = "Query API and dashboard (${DEFAULT-VALUE}; 0 picks a free port).")
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
            names = "--eventbridge-port",
            defaultValue = "8085",
            converter = Port.class,
            description = "PutEvents of EventBridge; GET shows what was announced (${DEFAULT-VALUE}).")
    private int eventBridgePort;

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
                    "How often the catalog is reconciled, target accounts are synced, accounts are imported and rules run"
                            + " (${DEFAULT-VALUE}; 0 is never).")
    private Duration reconcileInterval;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Narrator narrator = new Narrator(
                spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi());
        narrator.line("Starting a fleet on this machine …");
        PrintStream complaints = System.err;
        System.setErr(new PrintStream(new RepeatedLines(complaints), true, StandardCharsets.UTF_8));
        try (Fleet fleet = Fleet.start(options())) {
            if (!reconcileInterval.isZero()) {
                fleet.runSchedules("ReconcilePipelineFunction", reconcileInterval);
                fleet.runSchedules("SyncDistributionsFunction", reconcileInterval);
                fleet.runSchedules("ImportAccountsFunction", reconcileInterval);
                fleet.runSchedules("QueryImagesFunction", reconcileInterval);
                fleet.runSchedules("AnnounceChangesFunction", reconcileInterval);
            }
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "ctrl-c"));
            narrator.serving(fleet);
            stopped.await();
        } finally {
            System.setErr(complaints);
        }
        return 0;
    }

    private FleetOptions options() {
        return new FleetOptions(
                        Template.find(),
                        host,
                        apiPort,
                        imageBuilderPort,
                        dynamoDbPort,
                        lambdaPort,
                        organizationsPort,
                        eventBridgePort,
                        buildDuration,
                        queueDelay,
                        Optional.empty())
                .withSamples();
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
