package imagefanout.model.reconcile;

/** How the walk over one lineage ended. */
public enum LineageOutcome {
    /** The catalog agrees with Image Builder. */
    SETTLED,
    /** Time ran out; a later run continues. */
    HANDED_ON,
    /** Something failed; everything else is done. */
    FAILED,
    /** A list of a whole Region could not be read, so the sweep has failed. */
    NOT_LISTED
}
