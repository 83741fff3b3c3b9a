package imagefanout.model.journal;

/** How much of a lineage's list is compared with the catalog. */
public enum WalkDepth {
    /** The first page, and further ones as long as something on them differs. Finds no deleted build. */
    NEWEST,
    /** Every page, and every recorded build that no page shows. */
    ALL
}
