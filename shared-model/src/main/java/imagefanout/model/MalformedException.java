package imagefanout.model;

/** A text that is not what it should be; the message names the text and what was expected. */
public final class MalformedException extends IllegalArgumentException {
    private static final int MAX_SHOWN = 200;

    public MalformedException(String expected, String text) {
        super("not " + expected + ": " + quoted(text));
    }

    private MalformedException(String message) {
        super(message);
    }

    /** The same failure in other words. */
    public MalformedException withMessage(String message) {
        MalformedException other = new MalformedException(message);
        other.setStackTrace(getStackTrace());
        return other;
    }

    /**
     * The text in quotes, on one line, cut where it gets long: safe to show to who sent it. It holds no other double quote, so
     * that a log can leave it out.
     */
    public static String quoted(String text) {
        if (text == null) {
            return "(nothing)";
        }
        String oneLine = text.replaceAll("\\p{Cntrl}", " ").replace('"', '\'');
        return '"' + (oneLine.length() <= MAX_SHOWN ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…") + '"';
    }
}
