package imagefanout.model.recipe;

/** A recipe's volumes cannot move to the requested type; the message says which and why. */
public final class ImpossibleMoveException extends Exception {
    private static final long serialVersionUID = 1L;

    ImpossibleMoveException(String message) {
        super(message);
    }
}
