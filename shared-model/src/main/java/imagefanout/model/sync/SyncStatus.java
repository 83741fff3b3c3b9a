package imagefanout.model.sync;

/** How a managed configuration compares with the registry after a run. */
public enum SyncStatus {
    /** It reaches exactly the accounts that the registry wants. */
    IN_SYNC,
    /** Removals or additions wait for approval; everything else is as the registry wants it. */
    HELD,
    /** It is tagged, and the registry is not seeded from it yet. */
    WAITING_FOR_SEED,
    /** A guard forbids changes; the reasons say why. */
    SKIPPED,
    /** The run failed for it. Its changes say whether anything was changed. */
    FAILED
}
