package imagefanout.syncdistributions;

import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncReport;
import java.util.Optional;

/** A run that nobody watches met trouble, after it did all that it could; the message names what is to be mended. */
final class SyncFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of thousands of bad rows more is told by a run by hand: a queue takes no dead letter with all of them. */
    private static final int MOST_TOLD = 100_000;

    SyncFailedException(SyncReport report) {
        super(told(String.join("\n", report.problems())));
        report.configurations().stream()
                .map(ConfigurationReport::failure)
                .flatMap(Optional::stream)
                .forEach(this::addSuppressed);
    }

    private static String told(String troubles) {
        return troubles.length() <= MOST_TOLD
                ? troubles
                : troubles.substring(0, MOST_TOLD) + "… and " + (troubles.length() - MOST_TOLD) + " characters more";
    }
}
