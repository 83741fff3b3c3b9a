package imagefanout.model.listing;

import imagefanout.model.image.ImageBuilderException;

/** The page would not fit in memory, so reading it was stopped. */
public final class PageTooLargeException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public PageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
