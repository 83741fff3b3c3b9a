package imagefanout.model.announce;

/** Why an account's latest AMIs changed. */
public enum ChangeCause {
    /** A newer build is offered. */
    NEW_BUILD,
    /** A newer build is offered again, because its hold was released. */
    BUILD_RELEASED,
    /** The build that was offered is on hold. */
    BUILD_HELD,
    /** The build that was offered is DEPRECATED or DISABLED. */
    BUILD_DEPRECATED,
    /** The build that was offered is DELETED or GONE. */
    BUILD_DELETED,
    /** The channel was pointed at another build, or deleted. */
    PROMOTION,
    /** The same build has other copies, or the account may use others. */
    COPIES_CHANGED
}
