package imagefanout.model.sync;

/** How a managed configuration stands to the registry after a run. */
public enum SyncStatus {
    /** It reaches exactly the accounts that the registry wants. */
    IN_SYNC,
    /** It lacks nobody, but removals wait for an approval. */
    HELD,
    /** A guard forbids to touch it; the reasons say which. */
    SKIPPED,
    /** Something went wrong; whether anything was changed, the audit rows tell. */
    FAILED
}
