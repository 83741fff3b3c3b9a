package imagefanout.model.catalog;

/**
 * The result of {@link ImageCatalog#record}.
 *
 * @param recorded the build as the catalog holds it now
 */
public record Recording(SnapshotOutcome outcome, RecordedBuild recorded) {}
