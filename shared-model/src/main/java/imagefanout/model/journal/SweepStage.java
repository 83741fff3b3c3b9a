package imagefanout.model.journal;

/** The steps of a sweep in one Region, in this order. */
public enum SweepStage {
    /** One list of all builds, where Image Builder offers it. */
    ALL_BUILDS,
    /** Every recorded pipeline and image. Lists are read only for those with a build that the list of all builds did not show. */
    RECORDED,
    /** The list of pipelines, for those that have no recorded build. */
    PIPELINES,
    /** The list of image versions, for those that are not recorded. */
    IMAGE_VERSIONS
}
