package imagefanout.syncdistributions;

import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncReport;
import java.util.Optional;

/** A run that nobody watches met trouble, after it did all that it could; the message names everything that is to be mended. */
final class SyncFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyncFailedException(SyncReport report) {
        super(String.join("\n", report.troubles()));
        report.configurations().stream()
                .map(ConfigurationReport::failure)
                .flatMap(Optional::stream)
                .forEach(this::addSuppressed);
    }
}
