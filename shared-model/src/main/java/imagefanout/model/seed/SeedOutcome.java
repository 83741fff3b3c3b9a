package imagefanout.model.seed;

/** What seeding did for one account. */
public enum SeedOutcome {
    /** It had no row. */
    ADDED,
    /** Its row lacked the group or a Region. */
    EXTENDED,
    /** Its row already asks for everything that the configuration gives it. */
    ALREADY_PRESENT,
    /** Its row cannot be read, or the account is not active: a person has to decide. */
    SKIPPED
}
