package imagefanout.model.answers;

/** How an account comes to an AMI. */
public enum Access {
    /** A copy of its own. */
    OWNED,
    /** The owner's AMI, which a launch permission opens to it. */
    SHARED
}
