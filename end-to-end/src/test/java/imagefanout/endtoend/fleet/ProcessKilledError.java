package imagefanout.endtoend.fleet;

/** The function's process was killed. An error, so that no handler of exceptions catches it. */
public final class ProcessKilledError extends Error {
    private static final long serialVersionUID = 1L;

    public ProcessKilledError() {
        super("killed", null, false, false);
    }
}
