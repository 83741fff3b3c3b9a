package imagefanout.model.catalog;

/** Which builds may be "latest". */
public enum OfferPolicy {
    AVAILABLE_ONLY,
    /** Also builds that were AVAILABLE when Image Builder forgot them: DeleteImage deletes no AMI. */
    AVAILABLE_OR_GONE;

    public boolean includes(RecordedBuild build) {
        return build.isOffered()
                || this == AVAILABLE_OR_GONE
                        && build.hold().isEmpty()
                        && build.build().isGoneWhileAvailable();
    }
}
