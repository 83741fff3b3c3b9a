package imagefanout.model.recipe;

/** The result for one pipeline that builds the old version of a recipe. */
public enum PipelineOutcome {
    /** It still builds the old version, and the request did not ask to move it. */
    ON_OLD_VERSION,
    /** It would be moved to the new version. */
    PLANNED,
    /** It builds the new version, and nothing else in it changed. */
    UPDATED,
    /** It was left as it is, because an update would lose a setting or pass a role that may not be passed. */
    SKIPPED,
    /** The service refused or did not answer, or the pipeline does not read back as it was sent. */
    FAILED
}
