package imagefanout.model.sync;

/** One configuration could not be synced; the message says why. The run continues with the others. */
public class ConfigurationTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationTroubleException(String message) {
        super(message);
    }
}
