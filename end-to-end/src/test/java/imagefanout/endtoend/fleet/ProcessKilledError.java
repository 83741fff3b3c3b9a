package imagefanout.endtoend.fleet;

/** The function's process was killed. An Error, so that {@code catch (Exception)} does not catch it. */
public final class ProcessKilledError extends Error {
    private static final long serialVersionUID = 1L;

    public ProcessKilledError() {
        super("killed", null, false, false);
    }
}
