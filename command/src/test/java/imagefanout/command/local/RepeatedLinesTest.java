package imagefanout.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream lines = new PrintStream(
            new RepeatedLines(new PrintStream(printed, true, StandardCharsets.UTF_8)), true, StandardCharsets.UTF_8);

    @Test
    void printsARepeatedLineOnceAndThenItsCount() {
        for (int i = 1; i <= 120; i++) {
            lines.println("dead letter: build " + i + " failed");
        }
        lines.println("another — line");

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "dead letter: build 1 failed",
                        "dead letter: build 10 failed (10 times)",
                        "dead letter: build 100 failed (100 times)",
                        "another — line");
    }
}
