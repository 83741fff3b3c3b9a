package imagefanout.model.catalog;

/** The result of {@link ImageCatalog#record}. */
public record Recording(SnapshotOutcome outcome, RecordedBuild recorded) {}
