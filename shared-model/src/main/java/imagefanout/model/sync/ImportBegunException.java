package imagefanout.model.sync;

/** An import of accounts has begun since the registry was read. The end of the import starts the next sync. */
public final class ImportBegunException extends ConfigurationTroubleException {
    private static final long serialVersionUID = 1L;

    public ImportBegunException() {
        super(
                "an import of accounts has begun since the registry was read, so nothing was changed: a sync follows when it"
                        + " ends");
    }
}
