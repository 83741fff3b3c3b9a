package imagefanout.model.sync;

/** The result of a run for one configuration. */
public enum SyncOutcome {
    IN_SYNC,
    APPLIED,
    CREATED,
    /** A dry run: this would be applied or created. */
    PLANNED,
    /** Removals or additions wait for approval; the rest of the plan is applied. */
    HELD,
    /** It is tagged, and the registry is not seeded from it yet. Nothing is changed until then. */
    WAITING_FOR_SEED,
    /** A guard forbids changes. */
    SKIPPED,
    FAILED;

    /** Whether a person has to act. What is on hold only waits for a decision. */
    public boolean needsAttention() {
        return this == SKIPPED || this == FAILED;
    }

    /** Whether the configuration differs, or may differ, from the registry after the run. */
    public boolean isOutOfSync() {
        return this == PLANNED || this == HELD || needsAttention();
    }
}
