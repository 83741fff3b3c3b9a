package imagefanout.model.sync;

/** The ledger could not be read or written: nothing is known about what was asked. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
