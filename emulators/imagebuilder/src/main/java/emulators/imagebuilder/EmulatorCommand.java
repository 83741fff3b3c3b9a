package emulators.imagebuilder;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an emulator until the process is stopped. What cannot work ends it with one line and status 2. */
@Command(
        name = "imagebuilder-emulator",
        description = "EC2 Image Builder on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = EmulatorCommand.Version.class,
        sortOptions = false)
public final class EmulatorCommand implements Callable<Integer> {

    private static final EmulatorOptions DEFAULTS = EmulatorOptions.defaults();
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", description = "Address to listen on; default 127.0.0.1.")
    private String host = DEFAULTS.host();

    @Option(names = "--port", description = "Port to listen on, 0 for a free one; default 8787.")
    private int port = DEFAULTS.port();

    @Option(names = "--region", description = "Region of requests that are not signed; default us-east-1.")
    private String region = DEFAULTS.region();

    @Option(names = "--account", description = "Account of requests whose access key is none; default 123456789012.")
    private String account = DEFAULTS.account();

    @Option(
            names = "--build-seconds",
            description = "From CREATING to AVAILABLE; default 5. With 0, a build has ended when its call is answered.")
    private BigDecimal buildSeconds =
            BigDecimal.valueOf(DEFAULTS.buildDuration().toSeconds());

    @Option(names = "--sns-endpoint", description = "URL of an SNS API to publish to; default none.")
    private URI snsEndpoint;

    @Option(names = "--events-endpoint", description = "URL of an EventBridge API to put events to; default none.")
    private URI eventsEndpoint;

    @Option(names = "--ec2-endpoint", description = "URL of an EC2 API to register AMIs in; default none.")
    private URI ec2Endpoint;

    @Option(names = "--run-schedules", description = "Start builds when the schedules of pipelines match.")
    private boolean runSchedules;

    @Option(names = "--model-errors", description = "Answer only with errors that the API model has for an operation.")
    private boolean modelErrors;

    @Option(names = "--seed", description = "JSON file with what exists from the start; default none.")
    private Path seed;

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new EmulatorCommand())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, given) -> {
                    err.println(failure.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ImageBuilderEmulator emulator = ImageBuilderEmulator.start(options())) {
            spec.commandLine()
                    .getOut()
                    .println("EC2 Image Builder emulator at " + emulator.endpoint() + ", account " + account + ", "
                            + region);
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            return refuse("Cannot start at " + host + ":" + port + ": " + reason(e));
        } catch (IllegalArgumentException | InvalidSeedException e) {
            return refuse(e.getMessage());
        }
    }

    private EmulatorOptions options() {
        EmulatorOptions options = DEFAULTS.withHost(host)
                .withPort(port)
                .withRegion(region)
                .withAccount(account)
                .withBuildDuration(buildDuration());
        options = given(options, snsEndpoint, EmulatorOptions::withSnsEndpoint);
        options = given(options, eventsEndpoint, EmulatorOptions::withEventsEndpoint);
        options = given(options, ec2Endpoint, EmulatorOptions::withEc2Endpoint);
        options = given(options, seed, EmulatorOptions::withSeed);
        options = runSchedules ? options.withSchedules() : options;
        return modelErrors ? options.withModelErrorsOnly() : options;
    }

    private static <T> EmulatorOptions given(
            EmulatorOptions options, T value, BiFunction<EmulatorOptions, T, EmulatorOptions> with) {
        return value == null ? options : with.apply(options, value);
    }

    private Duration buildDuration() {
        try {
            return Duration.ofNanos(buildSeconds.multiply(NANOS).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Invalid build duration of " + buildSeconds + " seconds: expected 0 seconds to 1 day.", e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private int refuse(String line) {
        spec.commandLine().getErr().println(line);
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"imagebuilder-emulator for Image Builder's API of 2019-12-02"};
        }
    }
}
