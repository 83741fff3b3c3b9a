package imagefanout.recordimage;

/** One or more messages of an event could not be recorded; the message names each and says why. */
final class RecordImageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordImageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
