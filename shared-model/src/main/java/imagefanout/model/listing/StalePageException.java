package imagefanout.model.listing;

import imagefanout.model.image.ImageBuilderException;

/** Image Builder no longer accepts the page token. */
public final class StalePageException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public StalePageException(String message, Throwable cause) {
        super(message, cause);
    }
}
