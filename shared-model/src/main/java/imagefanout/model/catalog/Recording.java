package imagefanout.model.catalog;

/**
 * What became of a snapshot.
 *
 * @param recorded the build as the catalog holds it now
 */
public record Recording(SnapshotOutcome outcome, RecordedBuild recorded) {}
