package imagefanout.command.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/** Prints in color and within the width of a terminal; without both if the output is none. */
public final class Terminal {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi colors;
    private final int width;

    /** @param width the number of characters of a line; 0 if there is no limit */
    public Terminal(PrintWriter out, PrintWriter err, Ansi colors, int width) {
        this.out = out;
        this.err = err;
        this.colors = colors;
        this.width = width;
    }

    /** The number of characters of a line; 0 if there is no limit. */
    int width() {
        return colors.enabled() ? width : TextTable.ANY_WIDTH;
    }

    void line(Cell line) {
        out.println(colors.enabled() ? line.tint().on(line.text()) : line.text());
    }

    void table(TextTable table) {
        table.lines(width(), colors.enabled()).forEach(line -> out.println(line));
    }

    void csv(TextTable table) {
        table.csv().forEach(line -> out.println(line));
    }

    void json(JsonNode json) {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    void flush() {
        out.flush();
    }

    /** Shows on a terminal what is waited for, until the work is done. */
    public <T> T waitingFor(String what, Supplier<T> work) {
        if (!colors.enabled()) {
            return work.get();
        }
        String note = "Waiting for " + what + " …";
        err.print(Tint.FAINT.on(note));
        err.flush();
        try {
            return work.get();
        } finally {
            err.print("\r" + " ".repeat(note.length()) + "\r");
            err.flush();
        }
    }
}
