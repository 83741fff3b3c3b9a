package imagefanout.command.remote;

/** The exit status of the command. */
public enum ExitStatus {
    DONE(0),
    /** Refused, on hold or missing: the help of each command says which. */
    REFUSED(1),
    /** The arguments are wrong. */
    USAGE(2),
    /** The fleet cannot be reached. */
    UNREACHABLE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
