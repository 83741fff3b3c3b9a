package imagefanout.model.journal;

/** What a sweep looks at. */
public enum SweepKind {
    /** Every build that is listed or recorded: finds also what no message and no pipeline reports. */
    EVERYTHING,
    /** The newest builds of each pipeline that ran, or whose configuration changed, since it was last compared. */
    CHANGED_PIPELINES
}
