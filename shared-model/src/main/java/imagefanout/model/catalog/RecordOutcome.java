package imagefanout.model.catalog;

/** What recording a build did. */
public enum RecordOutcome {
    RECORDED,
    UNCHANGED,
    IN_PROGRESS
}
