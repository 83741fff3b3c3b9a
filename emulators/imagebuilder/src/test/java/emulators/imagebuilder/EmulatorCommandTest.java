package emulators.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatorCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--colour=red, --colour",
        "--port=many, --port",
        "--port, --port",
        "--events-endpoint=bus, bus",
        "--port=65536, 65536",
        "--account=1234, 1234",
        "--region=Mars, Mars",
        "--build-seconds=-1, -1",
        "--build-seconds=1e99, 1e99",
        "--sns-endpoint=topic, topic",
        "--seed=nothing/here.json, nothing/here.json",
        "--host=256.256.256.256, 256.256.256.256"
    })
    void refusesWithOneLineAndStatus2(String argument, String named) throws InterruptedException {
        int status = run(argument);

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(named).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAPortInUse() throws IOException, InterruptedException {
        try (ImageBuilderEmulator first =
                ImageBuilderEmulator.start(EmulatorOptions.defaults().withPort(0))) {
            int status = run("--port=" + first.endpoint().getPort());

            assertThat(status).isEqualTo(2);
            assertThat(err.toString()).contains("in use").hasLineCount(1);
        }
    }

    @Test
    void explainsItself() throws InterruptedException {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("--host", "--port", "--region", "--account", "--build-seconds", "--sns-endpoint", "--seed");
    }

    private int run(String... arguments) throws InterruptedException {
        return EmulatorCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
