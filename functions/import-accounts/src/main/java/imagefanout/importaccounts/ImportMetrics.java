package imagefanout.importaccounts;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.accounts.ImportReport;
import imagefanout.model.accounts.ImportRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports each run in the log and in metrics. */
final class ImportMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ImportMetrics.class);

    private final FleetMetrics metrics;
    private final Clock clock;

    ImportMetrics(FleetMetrics metrics, Clock clock) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
    }

    void ran(ImportRequest request, ImportReport report) {
        LOG.info(
                "accounts imported",
                entry("trigger", request.trigger()),
                entry("mode", request.mode()),
                entry("outcome", report.outcome()),
                entry(
                        "planned",
                        report.plan().map(plan -> plan.changes().size()).orElse(0)),
                entry("written", report.written().size()),
                entry("held", held(report)),
                entry("problems", LogRedaction.redact(String.join("; ", report.problems()))));
        if (request.mode() != ImportRequest.Mode.DRY_RUN) {
            metrics.count(counts(report));
        }
    }

    /** A run without a plan publishes no zeros about plans: they would clear alarms. */
    private Map<String, Integer> counts(ImportReport report) {
        Map<String, Integer> counts = new HashMap<>();
        counts.put("RowsImported", report.written().size());
        counts.put("ImportUnfinishedMinutes", unfinishedMinutes(report));
        report.plan().ifPresent(plan -> {
            counts.put("ImportsHeld", held(report));
            counts.put("RulesWithoutAccounts", plan.unmatchedRules().size());
            counts.put("ImportWarnings", plan.warnings().size());
        });
        return counts;
    }

    private static int held(ImportReport report) {
        return report.held().map(held -> held.accounts().size()).orElse(0);
    }

    private int unfinishedMinutes(ImportReport report) {
        return report.mark().standing()
                ? Math.toIntExact(Duration.between(report.mark().startedAt(), clock.instant())
                        .toMinutes())
                : 0;
    }
}
