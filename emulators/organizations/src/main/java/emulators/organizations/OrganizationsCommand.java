package emulators.organizations;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an emulator until the process ends. If it cannot start, it prints one line and exits with status 2. */
@Command(
        name = "organizations-emulator",
        description = "AWS Organizations on this machine, in memory.",
        mixinStandardHelpOptions = true,
        versionProvider = OrganizationsCommand.Version.class,
        sortOptions = false)
public final class OrganizationsCommand implements Callable<Integer> {

    private static final OrganizationsOptions DEFAULTS = OrganizationsOptions.defaults();

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", description = "Address to listen on; default 127.0.0.1.")
    private String host = DEFAULTS.host();

    @Option(names = "--port", description = "Port to listen on, 0 for a free one; default 8002.")
    private int port = DEFAULTS.port();

    @Option(names = "--management-account", description = "ID of the management account; default 123456789012.")
    private String managementAccount = DEFAULTS.managementAccount();

    @Option(
            names = "--account-seconds",
            description = "How long creating or closing an account takes; default 1. With 0, it is done at once.")
    private long accountSeconds = DEFAULTS.accountDuration().toSeconds();

    @Option(names = "--seed", description = "JSON file with the organization at the start; default none.")
    private Path seed;

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Runs until the process ends, or returns the exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new OrganizationsCommand())
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
        try (OrganizationsEmulator emulator = OrganizationsEmulator.start(options())) {
            spec.commandLine()
                    .getOut()
                    .println("Organizations emulator at " + emulator.endpoint() + ", management account "
                            + managementAccount);
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            return refuse("Cannot start at " + host + ":" + port + ": "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (IllegalArgumentException | InvalidOrganizationSeedException e) {
            return refuse(e.getMessage());
        }
    }

    private OrganizationsOptions options() {
        OrganizationsOptions options = DEFAULTS.withHost(host)
                .withPort(port)
                .withManagementAccount(managementAccount)
                .withAccountDuration(Duration.ofSeconds(accountSeconds));
        return seed == null ? options : options.withSeed(seed);
    }

    private int refuse(String line) {
        spec.commandLine().getErr().println(line);
        return CommandLine.ExitCode.USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"organizations-emulator for AWS Organizations' API of 2016-11-28"};
        }
    }
}
