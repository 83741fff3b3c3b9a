package imagefanout.endtoend.faults;

/** The function's process is gone. An error, so that nothing on the way takes it for the service's. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
