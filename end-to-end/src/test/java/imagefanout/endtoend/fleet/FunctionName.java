package imagefanout.endtoend.fleet;

/** The functions of the fleet. */
public enum FunctionName {
    RECORD_IMAGE,
    RECONCILE_PIPELINE,
    SYNC_DISTRIBUTIONS,
    UPGRADE_RECIPE,
    QUERY_IMAGES,
    ANNOUNCE_CHANGES
}
