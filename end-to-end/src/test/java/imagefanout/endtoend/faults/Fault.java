package imagefanout.endtoend.faults;

/**
 * One thing that goes wrong.
 *
 * @param call which of a scenario's calls it befalls, from 1
 * @param extent which attempts
 * @param size how many items it leaves out, or leaves, where it has a size
 */
record Fault(int call, FaultKind kind, Extent extent, int size) {
    /** For how long. */
    enum Extent {
        /** The first attempt of that call; the SDK may try again. */
        ATTEMPT,
        /** Every attempt of that call; the function's next invocation is spared. */
        CALL,
        /** That call and every other of its service from there on, in all tries of the event. */
        OUTAGE
    }

    @Override
    public String toString() {
        String sized = kind.isSized() ? " " + size : "";
        return "call " + call + " " + kind + sized + " " + extent;
    }
}
