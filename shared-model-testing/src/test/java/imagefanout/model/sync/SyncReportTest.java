package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.ARN;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks when a run counts as one that checked every managed configuration. */
final class SyncReportTest {
    private static final Optional<Digest> PLANNED = Optional.of(new Digest("0123456789abcdef0123456789abcdef"));
    private static final ConfigurationReport IN_SYNC = report(Optional.of(ARN), SyncOutcome.IN_SYNC, PLANNED);

    @Test
    void coversAllWhenEachConfigurationWasAtLeastPlanned() {
        ConfigurationReport skipped = report(Optional.of(ARN), SyncOutcome.SKIPPED, Optional.empty());
        ConfigurationReport refused =
                report(Optional.of(ARN), SyncOutcome.PLANNED, PLANNED).failed(new IllegalStateException("refused"));
        ConfigurationReport notCreated = report(Optional.empty(), SyncOutcome.FAILED, Optional.empty());

        assertThat(covers()).isTrue();
        assertThat(covers(IN_SYNC, skipped, refused, notCreated)).isTrue();
    }

    @Test
    void doesNotCoverAConfigurationThatCouldNotBePlanned() {
        ConfigurationReport unread = report(Optional.of(ARN), SyncOutcome.FAILED, Optional.empty());

        assertThat(covers(IN_SYNC, unread)).isFalse();
    }

    @Test
    void doesNotCoverAConfigurationThatWaitsForAnImport() {
        ConfigurationReport waiting =
                report(Optional.of(ARN), SyncOutcome.PLANNED, PLANNED).failed(new ImportBegunException());

        assertThat(covers(IN_SYNC, waiting)).isFalse();
    }

    @Test
    void doesNotCoverAllAfterAFailureOrWithoutAPlanOrWhenAskedForOneConfiguration() {
        List<ConfigurationReport> inSync = List.of(IN_SYNC);

        assertThat(run(Optional.empty(), inSync, List.of("not listed"), Optional.empty())
                        .coversAll())
                .isFalse();
        assertThat(run(Optional.empty(), inSync, List.of(), Optional.of("an import"))
                        .coversAll())
                .isFalse();
        assertThat(run(Optional.of(ARN), inSync, List.of(), Optional.empty()).coversAll())
                .isFalse();
    }

    private static boolean covers(ConfigurationReport... configurations) {
        return run(Optional.empty(), List.of(configurations), List.of(), Optional.empty())
                .coversAll();
    }

    private static SyncReport run(
            Optional<DistributionConfigurationArn> only,
            List<ConfigurationReport> configurations,
            List<String> failures,
            Optional<String> waitsFor) {
        SyncRequest request = new SyncRequest(
                new SyncTrigger(SyncTrigger.Kind.SCHEDULE, ""), SyncRequest.Mode.APPLY, only, Optional.empty());
        return new SyncReport(request, 3, new TreeSet<>(), List.of(), List.of(), configurations, failures, waitsFor);
    }

    private static ConfigurationReport report(
            Optional<DistributionConfigurationArn> arn, SyncOutcome outcome, Optional<Digest> digest) {
        return new ConfigurationReport(
                arn,
                "Everywhere",
                new TreeSet<>(),
                outcome,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                digest,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }
}
