package imagefanout.command.terminal;

/** One text of a table. Control characters become spaces, so that no answer can change the terminal. */
public record Cell(String text, Tint tint) {
    public Cell {
        text = text.replaceAll("\\p{Cntrl}", " ");
    }

    public static Cell of(Object value) {
        return new Cell(String.valueOf(value), Tint.PLAIN);
    }

    /** A state in its color. */
    public static Cell state(String state) {
        return new Cell(state, Tint.ofState(state));
    }
}
