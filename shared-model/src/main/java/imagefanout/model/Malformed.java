package imagefanout.model;

/** A text that is not what it should be; the message names the text and what was expected. */
public final class Malformed extends IllegalArgumentException {
    private static final int MOST_SHOWN = 200;

    public Malformed(String expected, String text) {
        super("not " + expected + ": " + shown(text));
    }

    /** The text in quotes, on one line, cut where it gets long: safe to show wherever it came from. */
    public static String shown(String text) {
        if (text == null) {
            return "(nothing)";
        }
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return '"' + (oneLine.length() <= MOST_SHOWN ? oneLine : oneLine.substring(0, MOST_SHOWN) + "…") + '"';
    }
}
