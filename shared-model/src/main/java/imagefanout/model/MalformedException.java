package imagefanout.model;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A text is invalid. The message shows it and what was expected. */
public final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 200;

    public MalformedException(String expected, String text) {
        this((text == null ? "missing value" : "invalid value " + quoted(text)) + ": expected " + expected);
    }

    private MalformedException(String message) {
        super(message);
    }

    public MalformedException withMessage(String message) {
        MalformedException other = new MalformedException(message);
        other.setStackTrace(getStackTrace());
        return other;
    }

    /**
     * The text in quotes, on one line and shortened, as it may be shown to the sender. It contains no other double quote, so
     * that a log can leave it out.
     */
    public static String quoted(String text) {
        if (text == null) {
            return "(nothing)";
        }
        String oneLine = text.replaceAll("\\p{Cntrl}", " ").replace('"', '\'');
        return '"' + (oneLine.length() <= MAX_SHOWN ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…") + '"';
    }

    /** @throws MalformedException when the text is missing or does not have the form */
    public static void check(String text, Pattern form, String expected) {
        if (text == null || !form.matcher(text).matches()) {
            throw new MalformedException(expected, text);
        }
    }

    /** The constant with that name. */
    public static <E extends Enum<E>> E parse(Class<E> type, String expected, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedException(expected, text));
    }
}
