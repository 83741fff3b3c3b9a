package imagefanout.model.reconcile;

/** How the walk over one lineage ended. */
public enum LineageOutcome {
    /** The catalog agrees with the service. */
    SETTLED,
    /** Time was short; a later run goes on where this one stopped. */
    INCOMPLETE,
    /** Something failed; all that could be done is done. */
    FAILED
}
