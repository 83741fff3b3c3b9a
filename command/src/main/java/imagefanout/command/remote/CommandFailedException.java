package imagefanout.command.remote;

import static java.util.Objects.requireNonNull;

/** The command cannot go on. The message is one line for the user: what is wrong, and what to do. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    public CommandFailedException(ExitStatus status, String message) {
        super(message);
        this.status = requireNonNull(status, "status");
    }

    CommandFailedException(ExitStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = requireNonNull(status, "status");
    }

    public static CommandFailedException usage(String message) {
        return new CommandFailedException(ExitStatus.USAGE, message);
    }

    public static CommandFailedException refused(String message) {
        return new CommandFailedException(ExitStatus.REFUSED, message);
    }

    public ExitStatus status() {
        return status;
    }
}
