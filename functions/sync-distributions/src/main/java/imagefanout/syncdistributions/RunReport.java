package imagefanout.syncdistributions;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports each run in the log and in metrics. */
final class RunReport {
    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

    private final FleetMetrics metrics;

    RunReport(FleetMetrics metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    void ran(SyncReport report) {
        report.configurations().forEach(RunReport::log);
        report.firstSeen().forEach(account -> LOG.info("account first seen", entry("account", account.value())));
        LOG.info(
                "target accounts synced",
                entry("mode", report.request().mode()),
                entry("trigger", report.request().trigger().kind()),
                entry("accounts", report.accounts()),
                entry("configurations", report.configurations().size()),
                entry("outOfSync", report.configurationsOutOfSync()),
                entry("troubles", report.problems().size()),
                entry("warnings", report.warnings().size()));
        if (report.request().mode() == SyncRequest.Mode.APPLY) {
            metrics.count(counts(report));
        }
    }

    /** A run of a single configuration publishes no zeros: they would clear the alarms of the others. */
    private static Map<String, Integer> counts(SyncReport report) {
        Map<String, Integer> counts = new HashMap<>(Map.of(
                "RemovalsHeld", report.removalsHeld(),
                "AdditionsHeld", report.additionsHeld(),
                "ConfigurationsOutOfSync", report.configurationsOutOfSync()));
        counts.values().removeIf(count -> count == 0 && !report.coversAll());
        counts.put("AccountsAdded", report.accountsAdded());
        counts.put("AccountsRemoved", report.accountsRemoved());
        counts.put("AccountsFirstSeen", report.firstSeen().size());
        return counts;
    }

    private static void log(ConfigurationReport report) {
        LOG.info(
                "distribution configuration synced",
                entry(
                        "configuration",
                        report.configuration()
                                .map(DistributionConfigurationArn::toString)
                                .orElse(LogRedaction.redact(report.name()))),
                entry("outcome", report.outcome()),
                entry("added", report.accountsAdded()),
                entry("removed", report.accountsRemoved()),
                entry("held", report.removalsHeld()),
                entry("additionsHeld", report.additionsHeld()),
                entry("approvedBy", report.approval().map(Approval::by).orElse("")),
                entry("reasons", LogRedaction.redact(String.join("; ", report.reasons()))));
    }

    void seeded(SeedReport report) {
        LOG.info(
                "registry seeded",
                entry("configuration", report.configuration().toString()),
                entry("mode", report.mode()),
                entry("accounts", report.accounts().size()),
                entry("failures", LogRedaction.redact(String.join("; ", report.failures()))));
    }
}
