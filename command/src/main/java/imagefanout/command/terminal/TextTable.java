package imagefanout.command.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows below a heading. */
public final class TextTable {
    /** Unlimited width. */
    static final int ANY_WIDTH = 0;

    private static final int SMALLEST = 8;
    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<Cell>> rows = new ArrayList<>();

    public TextTable(String... heading) {
        this(List.of(heading));
    }

    public TextTable(List<String> heading) {
        this.heading = List.copyOf(heading);
    }

    /** Adds a row of texts and {@link Cell}s. */
    public TextTable row(Object... values) {
        return row(Arrays.asList(values));
    }

    /** Adds a row of texts and {@link Cell}s. */
    public TextTable row(List<?> values) {
        if (values.size() != heading.size()) {
            throw new IllegalArgumentException("expected " + heading.size() + " values, got " + values);
        }
        rows.add(values.stream()
                .map(value -> value instanceof Cell cell ? cell : Cell.of(value))
                .toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> */
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(csv(heading));
        rows.forEach(row -> lines.add(csv(row.stream().map(Cell::text).toList())));
        return lines;
    }

    private static String csv(List<String> values) {
        return String.join(
                ",",
                values.stream()
                        .map(value -> value.matches("[^\",]*") ? value : '"' + value.replace("\"", "\"\"") + '"')
                        .toList());
    }

    /** The lines. If they are wider than the width, the widest columns are cut. */
    List<String> lines(int width, boolean colored) {
        int[] widths = widths();
        if (width != ANY_WIDTH) {
            fit(widths, width);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heading.stream().map(text -> new Cell(text, Tint.FAINT)).toList(), widths, colored));
        rows.forEach(row -> lines.add(line(row, widths, colored)));
        return lines;
    }

    private int[] widths() {
        int[] widths = heading.stream().mapToInt(String::length).toArray();
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }

    private static void fit(int[] widths, int width) {
        int excess = Arrays.stream(widths).sum() + GAP.length() * widths.length - width;
        while (excess > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= SMALLEST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private static String line(List<Cell> row, int[] widths, boolean colored) {
        StringBuilder line = new StringBuilder();
        int pending = 0;
        for (int i = 0; i < widths.length; i++) {
            Cell cell = row.get(i);
            String text = cut(cell.text(), widths[i]);
            if (!text.isEmpty()) {
                line.append(" ".repeat(pending))
                        .append(GAP)
                        .append(colored ? cell.tint().on(text) : text);
                pending = 0;
            } else {
                pending += GAP.length();
            }
            pending += widths[i] - text.length();
        }
        return line.toString();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
