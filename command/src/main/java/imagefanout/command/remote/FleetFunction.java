package imagefanout.command.remote;

/** A function that people invoke. */
public enum FleetFunction {
    RECONCILE_PIPELINE("ReconcilePipelineFunction"),
    SYNC_DISTRIBUTIONS("SyncDistributionsFunction"),
    UPGRADE_RECIPE("UpgradeRecipeFunction"),
    IMPORT_ACCOUNTS("ImportAccountsFunction");

    private final String logicalId;

    FleetFunction(String logicalId) {
        this.logicalId = logicalId;
    }

    String logicalId() {
        return logicalId;
    }

    /** The output of the stack that has its name. */
    String output() {
        return logicalId + "Name";
    }
}
