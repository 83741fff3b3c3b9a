package emulators.imagebuilder;

import emulators.wire.shape.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Runs an emulator until the process is stopped. If it cannot start, it prints one line and exits with status 2.
 *
 * <p>It parses its arguments without a library, which would take a third of the startup time.
 */
public final class EmulatorCommand {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** An option. It is a flag if its value has no name. */
    private record Option(
            String name,
            String valueName,
            String description,
            BiFunction<EmulatorOptions, String, EmulatorOptions> change) {}

    private static final List<Option> OPTIONS = List.of(
            new Option("--host", "HOST", "Address to listen on; default 127.0.0.1.", EmulatorOptions::withHost),
            new Option(
                    "--port",
                    "PORT",
                    "Port to listen on, 0 for a free one; default 8787.",
                    (given, value) -> given.withPort(Integer.parseInt(value))),
            new Option(
                    "--region",
                    "REGION",
                    "Region of requests that are not signed; default us-east-1.",
                    EmulatorOptions::withRegion),
            new Option(
                    "--account",
                    "ACCOUNT",
                    "Account of requests whose access key is not an account ID; default 123456789012.",
                    EmulatorOptions::withAccount),
            new Option(
                    "--build-seconds",
                    "SECONDS",
                    "From CREATING to AVAILABLE; default 5. With 0, a build has ended when its call is answered.",
                    (given, value) -> given.withBuildDuration(duration(value))),
            flag(
                    "--run-schedules",
                    "Start builds when the schedules of pipelines match.",
                    EmulatorOptions::withSchedules),
            new Option(
                    "--seed",
                    "FILE",
                    "JSON file with what exists from the start; default none.",
                    (given, value) -> given.withSeed(Path.of(value))),
            endpoint(
                    "--sns-endpoint",
                    "URL of an SNS API to publish to; default none.",
                    EmulatorOptions::withSnsEndpoint),
            endpoint(
                    "--events-endpoint",
                    "URL of an EventBridge API to put events to; default none.",
                    EmulatorOptions::withEventsEndpoint),
            endpoint(
                    "--ec2-endpoint",
                    "URL of an EC2 API to register AMIs in; default none.",
                    EmulatorOptions::withEc2Endpoint),
            flag(
                    "--model-errors",
                    "Answer only with errors that the API model has for an operation.",
                    EmulatorOptions::withModelErrorsOnly));

    private EmulatorCommand() {}

    private static Option flag(String name, String description, UnaryOperator<EmulatorOptions> change) {
        return new Option(name, "", description, (given, value) -> change.apply(given));
    }

    private static Option endpoint(
            String name, String description, BiFunction<EmulatorOptions, URI, EmulatorOptions> change) {
        return new Option(name, "URL", description, (given, value) -> change.apply(given, URI.create(value)));
    }

    private static Duration duration(String seconds) {
        try {
            return Duration.ofNanos(new BigDecimal(seconds).multiply(NANOS).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid build duration of " + seconds + " seconds: expected 0 seconds to 1 day.", e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        // The classes for the first answer take as long to load as the rest, so they load in parallel.
        Thread loading = new Thread(EmulatorCommand::preloadClasses, "load-for-the-first-answer");
        loading.setDaemon(true);
        loading.start();
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Loads the JSON library and the JDK's time zones, which the Date header of each answer needs. */
    private static void preloadClasses() {
        Json.text(Json.objectIn(Json.bytes(Json.object())));
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US)
                .format(Instant.EPOCH.atZone(ZoneId.of("GMT")));
    }

    /** Runs until the process is stopped, or returns the exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            out.println("usage: imagebuilder-emulator [option]...: EC2 Image Builder on this machine.");
            OPTIONS.forEach(option ->
                    out.printf("  %-24s %s%n", option.name() + " " + option.valueName(), option.description()));
            return OK;
        }
        try {
            return run(out, parse(arguments));
        } catch (IllegalArgumentException | InvalidSeedException | IOException e) {
            err.println(e.getMessage());
            return USAGE;
        }
    }

    private static int run(PrintWriter out, EmulatorOptions options) throws IOException, InterruptedException {
        try (ImageBuilderEmulator emulator = ImageBuilderEmulator.start(options)) {
            out.println("EC2 Image Builder emulator at " + emulator.endpoint() + ", account " + options.account() + ", "
                    + options.region());
            new CountDownLatch(1).await();
            return OK;
        } catch (IOException e) {
            throw new IOException(
                    "Cannot start at " + options.host() + ":" + options.port() + ": "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Parses arguments of the form {@code --name value}, {@code --name=value} or {@code --flag}. */
    private static EmulatorOptions parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        EmulatorOptions options = EmulatorOptions.defaults();
        while (!left.isEmpty()) {
            String[] argument = left.removeFirst().split("=", 2);
            Option option = option(argument[0]);
            options = option.valueName().isEmpty()
                    ? option.change().apply(options, "")
                    : set(option, options, argument.length == 2 ? argument[1] : left.pollFirst());
        }
        return options;
    }

    private static Option option(String name) {
        return OPTIONS.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown option \"" + name + "\": expected one of "
                        + OPTIONS.stream().map(Option::name).toList() + "."));
    }

    private static EmulatorOptions set(Option option, EmulatorOptions options, String value) {
        if (value == null) {
            throw new IllegalArgumentException("Option " + option.name() + " needs a value: " + option.description());
        }
        try {
            return option.change().apply(options, value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid " + option.name() + " \"" + value + "\": " + option.description(), e);
        }
    }
}
