package imagefanout.model.announce;

/** Some announcements may not have been published. Publish all of them again. */
public final class PublishFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message) {
        super(message);
    }
}
