package emulators.dynamodb.table;

/**
 * A table's billing mode and provisioned capacity.
 *
 * @param readUnits a second; 0 on demand
 * @param writeUnits a second; 0 on demand
 */
public record Billing(boolean onDemand, long readUnits, long writeUnits) {

    public static Billing payPerRequest() {
        return new Billing(true, 0, 0);
    }

    public static Billing provisioned(long readUnits, long writeUnits) {
        return new Billing(false, readUnits, writeUnits);
    }
}
