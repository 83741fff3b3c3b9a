package imagefanout.dynamodb.table;

/** Which of its copies DynamoDB may answer from. */
public enum Consistency {
    /** Any: half the price, and perhaps as things were a moment ago. */
    EVENTUAL,
    /** The one that has every write that was answered. */
    STRONG;

    public boolean isStrong() {
        return this == STRONG;
    }
}
