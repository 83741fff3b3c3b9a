package imagefanout.model.reconcile;

/** How a run of the reconcile ended. */
public enum ReconcileOutcome {
    /** All that was asked for was walked. */
    COMPLETE,
    /** Time was short; the rest is noted and is taken up by a later run. */
    INCOMPLETE,
    /** Another run is under way; what was asked for is noted and is taken up by it or by a later run. */
    QUEUED,
    /** Nothing was asked for, and nothing was left from an earlier run. */
    NOTHING_TO_DO
}
