package imagefanout.model.catalog;

/**
 * What became of a snapshot.
 *
 * @param recorded the build as the catalog holds it now
 */
public record Recording(Outcome outcome, RecordedBuild recorded) {
    public enum Outcome {
        /** The build was not there before. */
        FIRST,
        /** The build was there, and an older snapshot gave way. */
        REPLACED,
        /** The catalog held the same already; nothing that a reader sees was written. */
        UNCHANGED,
        /** The catalog holds a newer snapshot; this one was dropped. */
        SUPERSEDED
    }
}
