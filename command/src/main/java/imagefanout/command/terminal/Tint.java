package imagefanout.command.terminal;

/** The color of a text on a terminal. */
public enum Tint {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    WAITING("33");

    private final String code;

    Tint(String code) {
        this.code = code;
    }

    String on(String text) {
        return code.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
    }

    /** The color of a state or an outcome. */
    public static Tint ofState(String state) {
        return switch (state) {
            case "AVAILABLE", "IN_SYNC", "APPLIED", "CREATED", "COMPLETE", "OK" -> GOOD;
            case "FAILED", "DELETED", "GONE", "REFUSED", "MISSING", "PROBLEM" -> BAD;
            case "HELD", "SKIPPED", "WAITING_FOR_SEED", "HANDED_ON", "LEFT_TO_ANOTHER_RUN", "CANCELLED", "UNKNOWN" ->
                WAITING;
            default -> PLAIN;
        };
    }
}
