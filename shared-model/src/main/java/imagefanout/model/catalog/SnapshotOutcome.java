package imagefanout.model.catalog;

/** What the catalog did with a snapshot. */
public enum SnapshotOutcome {
    /** The build was not recorded before. */
    FIRST,
    /** The snapshot replaced an older one. */
    REPLACED,
    /** The catalog already held the same; readers see no change. */
    UNCHANGED,
    /** The catalog holds a newer snapshot, so this one was not recorded. */
    SUPERSEDED
}
