package imagefanout.model.answers;

/** How an account may use an AMI. */
public enum Access {
    /** The account has its own copy. */
    OWNED,
    /** A launch permission lets it launch the owner's AMI. */
    SHARED
}
