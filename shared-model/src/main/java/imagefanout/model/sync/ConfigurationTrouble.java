package imagefanout.model.sync;

/** One configuration could not be brought to what the registry says; the message says why. The others go on. */
final class ConfigurationTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigurationTrouble(String message) {
        super(message);
    }
}
