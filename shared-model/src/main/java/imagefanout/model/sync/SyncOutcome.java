package imagefanout.model.sync;

/** The result of a run for one configuration. */
public enum SyncOutcome {
    IN_SYNC,
    APPLIED,
    CREATED,
    /** A dry run: this would be applied or created. */
    PLANNED,
    HELD,
    SKIPPED,
    FAILED;

    /** Whether a person has to mend something. A removal that is held is no failure: it waits for a word. */
    public boolean needsAttention() {
        return this == SKIPPED || this == FAILED;
    }

    /** Whether the configuration differs from the registry, or may differ, after the run. */
    public boolean isOutOfSync() {
        return this == PLANNED || this == HELD || needsAttention();
    }
}
