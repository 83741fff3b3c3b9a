package imagefanout.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LocalCommandsTest {
    private final StringWriter err = new StringWriter();

    @Test
    void namesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            StringWriter failure = new StringWriter();

            new CommandLine(new ServeCommand())
                    .setOut(new PrintWriter(err))
                    .setExecutionExceptionHandler((e, command, given) -> {
                        failure.write(e.getClass().getSimpleName() + ": " + e.getMessage());
                        return 2;
                    })
                    .execute(
                            "--api-port=" + port,
                            "--imagebuilder-port=0",
                            "--dynamodb-port=0",
                            "--organizations-port=0",
                            "--eventbridge-port=0",
                            "--lambda-port=0");

            assertThat(failure.toString()).startsWith("BindException").contains(port);
        }
    }

    @Test
    void handsOptionsToTheEmulators() {
        int status = new CommandLine(new EmulateCommand())
                .setErr(new PrintWriter(err))
                .execute("imagebuilder", "--port", "many");
        int other = new CommandLine(new EmulateCommand())
                .setErr(new PrintWriter(err))
                .execute("dynamodb", "--port", "many");

        assertThat(status).isEqualTo(2);
        assertThat(other).isEqualTo(2);
        assertThat(err.toString()).contains("--port");
    }
}
