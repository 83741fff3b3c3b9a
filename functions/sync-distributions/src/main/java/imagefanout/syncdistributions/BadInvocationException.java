package imagefanout.syncdistributions;

import imagefanout.model.MalformedException;

/** The function was invoked with something that it does not understand; the message names the field. Nothing was done. */
final class BadInvocationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInvocationException(String field, MalformedException cause) {
        super(field + " is " + cause.getMessage(), cause);
    }
}
