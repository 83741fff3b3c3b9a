package emulators.dynamodb;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an emulator until the process ends. If it cannot start, it prints one line and exits with status 2. */
@Command(
        name = "dynamodb-emulator",
        description = "DynamoDB on this machine, in memory.",
        mixinStandardHelpOptions = true,
        versionProvider = DynamoDbCommand.Version.class,
        sortOptions = false)
public final class DynamoDbCommand implements Callable<Integer> {

    private static final DynamoDbOptions DEFAULTS = DynamoDbOptions.defaults();

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", description = "Address to listen on; default 127.0.0.1.")
    private String host = DEFAULTS.host();

    @Option(names = "--port", description = "Port to listen on, 0 for a free one; default 8000.")
    private int port = DEFAULTS.port();

    @Option(names = "--region", description = "Region that ARNs carry; default us-east-1.")
    private String region = DEFAULTS.region();

    @Option(names = "--account", description = "Account that ARNs carry; default 123456789012.")
    private String account = DEFAULTS.account();

    @Option(
            names = "--key-limits",
            description = "Throttle each partition key value at 1,000 write and 3,000 read units a second.")
    private boolean keyLimits;

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Runs until the process ends, or returns the exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new DynamoDbCommand())
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
        try (DynamoDbEmulator emulator = DynamoDbEmulator.start(options())) {
            spec.commandLine()
                    .getOut()
                    .println("DynamoDB emulator at " + emulator.endpoint() + ", account " + account + ", " + region);
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            return refuse("Cannot start at " + host + ":" + port + ": "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
    }

    private DynamoDbOptions options() {
        return DEFAULTS.withHost(host)
                .withPort(port)
                .withRegion(region)
                .withAccount(account)
                .withKeyLimits(keyLimits);
    }

    private int refuse(String line) {
        spec.commandLine().getErr().println(line);
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"dynamodb-emulator for DynamoDB's API of 2012-08-10"};
        }
    }
}
