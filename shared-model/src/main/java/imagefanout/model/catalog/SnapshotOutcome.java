package imagefanout.model.catalog;

/** What the catalog did with a snapshot. */
public enum SnapshotOutcome {
    /** The build was not there before. */
    FIRST,
    /** The build was there, and an older snapshot gave way. */
    REPLACED,
    /** The catalog held the same already; nothing that a reader sees was written. */
    UNCHANGED,
    /** The catalog holds a newer snapshot; this one was dropped. */
    SUPERSEDED
}
