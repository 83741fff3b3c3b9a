package imagefanout.endtoend.faults;

/**
 * A fault that a test injects.
 *
 * @param call the number of the call in the scenario, from 1
 * @param extent the attempts that it applies to
 * @param size the number of items that the fault omits or keeps, if the fault has a size
 */
record InjectedFault(int call, FaultType type, Extent extent, int size) {
    enum Extent {
        /** The first attempt of the call; the SDK may retry. */
        ATTEMPT,
        /** Every attempt of the call, but not the function's next invocation. */
        CALL,
        /** The call and every later call of the same service, in all attempts of the event. */
        OUTAGE
    }

    @Override
    public String toString() {
        String sized = type.isSized() ? " " + size : "";
        return "call " + call + " " + type + sized + " " + extent;
    }
}
