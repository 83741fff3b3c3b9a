package imagefanout.dynamodb.table;

/** The read consistency of a DynamoDB request. */
public enum Consistency {
    /** Half the price; may miss the latest writes. */
    EVENTUAL,
    /** Includes every acknowledged write. */
    STRONG
}
