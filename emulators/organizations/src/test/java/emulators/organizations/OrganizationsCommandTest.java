package emulators.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationsCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesTheApiThatItEmulates() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("AWS Organizations' API of 2016-11-28");
    }

    @ParameterizedTest
    @CsvSource({
        "--colour=red, --colour",
        "--port=many, --port",
        "--port=65536, 65536",
        "--management-account=1234, 1234",
        "--account-seconds=-1, -1",
        "--seed=/absent, absent",
        "--host=256.256.256.256, 256.256.256.256"
    })
    void refusesWithOneLineAndStatus2(String argument, String named) {
        int status = run(argument);

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(named).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (OrganizationsEmulator first =
                OrganizationsEmulator.start(OrganizationsOptions.defaults().withPort(0))) {
            int status = run("--port=" + first.endpoint().getPort());

            assertThat(status).isEqualTo(2);
            assertThat(err.toString()).contains("in use").hasLineCount(1);
        }
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("--host", "--port", "--management-account", "--account-seconds", "--seed");
    }

    private int run(String... arguments) {
        return OrganizationsCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
