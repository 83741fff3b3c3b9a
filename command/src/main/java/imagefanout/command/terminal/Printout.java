package imagefanout.command.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a command found: JSON as the API answers it, one table as CSV, and lines and tables for people. */
public final class Printout {
    private final JsonNode json;
    private final TextTable csv;
    private final List<Consumer<Terminal>> text = new ArrayList<>();
    private boolean complete = true;

    /** @param csv what is printed as CSV; add it as a table to print it as text, too */
    public Printout(JsonNode json, TextTable csv) {
        this.json = json;
        this.csv = csv;
    }

    public Printout line(String line) {
        return line(Tint.PLAIN, line);
    }

    public Printout line(Tint tint, String line) {
        text.add(terminal -> terminal.line(new Cell(line, tint)));
        return this;
    }

    /** Adds a table; nothing if it has no rows. */
    public Printout table(TextTable table) {
        if (!table.isEmpty()) {
            text.add(terminal -> terminal.table(table));
        }
        return this;
    }

    /** Adds a table with more columns than a line may have room for: the first column and some others at a time. */
    public Printout matrix(Matrix matrix) {
        text.add(terminal -> matrix.tables(terminal.width()).forEach(terminal::table));
        return this;
    }

    /** Something is missing, on hold or refused: the command ends with status 1. */
    public Printout incomplete() {
        complete = false;
        return this;
    }

    public boolean isComplete() {
        return complete;
    }

    public void print(Terminal terminal, OutputFormat format) {
        switch (format) {
            case TEXT -> text.forEach(part -> part.accept(terminal));
            case JSON -> terminal.json(json);
            case CSV -> terminal.csv(csv);
        }
        terminal.flush();
    }
}
