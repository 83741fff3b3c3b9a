package imagefanout.model.reconcile;

/** How a run of the reconcile ended. */
public enum ReconcileOutcome {
    /** Everything that was requested was walked. */
    COMPLETE,
    /** Everything was walked, and something failed. The next sweep tries it again. */
    FAILED_IN_PART,
    /** Time ran out; a later run continues. */
    HANDED_ON,
    /** Another run is in progress; it or a later run takes on what was requested. */
    LEFT_TO_ANOTHER_RUN,
    /** Nothing was requested, and no earlier run left anything. */
    NOTHING_TO_DO
}
