package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFleetTest {
    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "serve, --no-such-option, --no-such-option",
        "serve, --api-port=70000, 70000",
        "serve, --build-seconds=soon, soon",
        "--verbose, --api-port=1, --verbose"
    })
    void refusesAnArgumentThatItCannotUseWithOneLineThatNamesIt(String first, String second, String named) {
        int status = LocalFleet.run(new PrintWriter(said), first, second);

        assertThat(status).isEqualTo(2);
        assertThat(said.toString().lines()).singleElement().asString().contains(named);
    }

    @Test
    void refusesAPortInUseWithOneLineThatNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            int status = LocalFleet.run(
                    new PrintWriter(said),
                    "serve",
                    "--api-port=" + port,
                    "--imagebuilder-port=0",
                    "--dynamodb-port=0",
                    "--lambda-port=0");

            assertThat(status).isEqualTo(2);
            assertThat(said.toString().lines()).singleElement().asString().contains(port);
        }
    }
}
