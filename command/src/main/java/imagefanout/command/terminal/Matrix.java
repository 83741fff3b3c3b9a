package imagefanout.command.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells by row and column. */
public final class Matrix {
    private static final int GAP = 2;

    private final String corner;
    private final List<String> columns;
    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();

    public Matrix(String corner, List<String> columns) {
        this.corner = corner;
        this.columns = List.copyOf(columns);
    }

    public void put(String row, Map<String, Cell> cells) {
        rows.put(row, Map.copyOf(cells));
    }

    /** As many tables as it takes to show all columns within the width. */
    List<TextTable> tables(int width) {
        int room = width == TextTable.ANY_WIDTH
                ? Integer.MAX_VALUE
                : width - rows.keySet().stream().mapToInt(String::length).max().orElse(0) - GAP * 2;
        List<TextTable> tables = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        int used = 0;
        for (String column : columns) {
            int needed = GAP + Math.max(column.length(), widest(column));
            if (!shown.isEmpty() && used + needed > room) {
                tables.add(table(shown));
                shown.clear();
                used = 0;
            }
            shown.add(column);
            used += needed;
        }
        if (!shown.isEmpty()) {
            tables.add(table(shown));
        }
        return tables;
    }

    private int widest(String column) {
        return rows.values().stream()
                .mapToInt(row -> cell(row, column).text().length())
                .max()
                .orElse(0);
    }

    private TextTable table(List<String> shown) {
        List<String> heading = new ArrayList<>(List.of(corner));
        heading.addAll(shown);
        TextTable table = new TextTable(heading);
        rows.forEach((name, row) -> {
            List<Object> cells = new ArrayList<>(List.of(name));
            shown.forEach(column -> cells.add(cell(row, column)));
            table.row(cells);
        });
        return table;
    }

    private static Cell cell(Map<String, Cell> row, String column) {
        return row.getOrDefault(column, new Cell("-", Tint.FAINT));
    }
}
