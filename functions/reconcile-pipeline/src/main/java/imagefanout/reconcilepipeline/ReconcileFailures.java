package imagefanout.reconcilepipeline;

import imagefanout.lambda.SnsMessage;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.Reconciled;
import java.util.ArrayList;
import java.util.List;

/** What failed of an event. All that could be done is done; the event goes to retry and dead-letter queue. */
final class ReconcileFailures {
    private static final int MOST_NAMED = 20;

    private final List<String> named = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();

    void add(SnsMessage message, RuntimeException cause) {
        named.add(message.name() + ": " + cause.getMessage());
        causes.add(cause);
    }

    void add(Reconciled result) {
        for (LineageReport lineage : result.failed()) {
            named.add(lineage.lineage() + ": "
                    + String.join(
                            "; ", lineage.failures().stream().limit(MOST_NAMED).toList()));
        }
    }

    void throwIfAny() {
        if (named.isEmpty()) {
            return;
        }
        String more = named.size() > MOST_NAMED ? "\n… and " + (named.size() - MOST_NAMED) + " more" : "";
        String message = String.join("\n", named.stream().limit(MOST_NAMED).toList()) + more;
        ReconcileFailedException failure = new ReconcileFailedException(message);
        causes.forEach(failure::addSuppressed);
        throw failure;
    }
}
