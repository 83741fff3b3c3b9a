package imagefanout.dynamodb.table;

/** Which of its copies DynamoDB may answer from. */
public enum Consistency {
    /** Any: at half the price, and perhaps without the latest writes. */
    EVENTUAL,
    /** The one that has every write that was acknowledged. */
    STRONG
}
