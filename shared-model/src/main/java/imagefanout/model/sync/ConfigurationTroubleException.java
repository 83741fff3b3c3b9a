package imagefanout.model.sync;

/** One configuration could not be brought to what the registry says; the message says why. The others go on. */
public final class ConfigurationTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationTroubleException(String message) {
        super(message);
    }
}
