package imagefanout.model.listing;

import imagefanout.model.image.ImageBuilderException;

/** The page was given up before it was read whole, because it would not fit in memory. */
public final class PageTooLargeException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public PageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
