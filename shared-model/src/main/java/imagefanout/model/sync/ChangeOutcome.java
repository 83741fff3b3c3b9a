package imagefanout.model.sync;

/** The result of one change to one configuration. */
public enum ChangeOutcome {
    STARTED,
    /** The configuration is as planned; it was read back to check. */
    APPLIED,
    CREATED,
    /** Someone else changed the configuration first; this change was not made. */
    ABANDONED,
    /** It was refused, or what was read back is not what was sent. */
    FAILED,
    /** No change: an approval expired, or a run found that its plan is no longer on hold. */
    APPROVAL_ENDED
}
