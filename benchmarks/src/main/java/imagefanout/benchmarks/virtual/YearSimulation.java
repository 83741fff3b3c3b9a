package imagefanout.benchmarks.virtual;

import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.Pace;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.reconcile.Scope;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Days in virtual time with the real use cases: each night every pipeline makes a build for three accounts, Image Builder allows two
 * calls a second, one call in a hundred fails, and one message in fifty is lost. The messages that arrive, the hourly and the daily
 * sweep do the rest. The catalog keeps builds for 30 days, Image Builder for 60.
 */
public final class YearSimulation {
    private static final int DAYS = 365;
    private static final int DAYS_OF_A_VERSION = 30;
    private static final double THROTTLED = 2;
    private static final int FAILS_ONE_IN = 100;
    private static final int LOST_ONE_IN = 50;
    private static final int HOURS = 24;
    private static final int FULL_SWEEP_AT = 3;
    private static final int BATCH = 100;
    private static final Duration MESSAGES_WAIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_BUILDS = Duration.ofMillis(100);
    private static final double MINUTES = 60;
    private static final int RETENTION_DAYS = 30;
    private static final Duration SERVICE_KEEPS = Duration.ofDays(60);
    private static final RetentionRule RETENTION = new RetentionRule(Duration.ofDays(RETENTION_DAYS), 10);

    /** Those of the age, the five older ones that an answer may need, and those of the day until the next sweep. */
    private static final int PROMISED_BUILDS = RETENTION_DAYS + 5 + 2;

    /** For all builds of a night at two calls a second, and Lambda's two retries. */
    private static final double PROMISED_FOR_MESSAGES = 0.5;

    /** What docs/reconcile.md promises for a build of a pipeline whose message was lost: an hour, and the run that finds it. */
    private static final double PROMISED_WITHOUT_MESSAGE = 1.25;

    private static final AccountId TARGET = new AccountId("333333333333");

    private final int pipelines;
    private final VirtualFleet fleet =
            new VirtualFleet(new VirtualTime(VirtualFleet.START), THROTTLED, FAILS_ONE_IN, Optional.of(RETENTION));
    private final LatestImage latest = new LatestImage(fleet.catalog, OfferPolicy.AVAILABLE_ONLY);
    private final Pace pace = new Pace();
    private final Map<ImageBuildArn, Expected> missing = new LinkedHashMap<>();
    private int messages;
    private int deadLetters;
    private int outdated;
    private int mostKept;
    private int failedSweeps;
    private double latestWithMessage;
    private double latestWithoutMessage;

    /** A build that {@code latest} does not return yet. */
    private record Expected(PipelineArn pipeline, Instant createdAt, boolean isReported, int failedBefore) {}

    private YearSimulation(int pipelines) {
        this.pipelines = pipelines;
    }

    /** @param pipelines 500 take some minutes */
    public static List<GoalRow> rows(int pipelines) {
        return rows(pipelines, DAYS);
    }

    static List<GoalRow> rows(int pipelines, int days) {
        YearSimulation year = new YearSimulation(pipelines);
        for (int day = 0; day < days; day++) {
            year.live(day);
        }
        String size =
                String.format(Locale.ROOT, "%,d days of %,d pipelines, %,d builds", days, pipelines, pipelines * days);
        return List.of(
                new GoalRow("builds that are not recorded", size, year.missing.size(), 0),
                new GoalRow("pipelines whose latest was not the newest build, each night", size, year.outdated, 0),
                new GoalRow("builds of a pipeline in the catalog, at most", size, year.mostKept, PROMISED_BUILDS),
                new GoalRow("dead letters", size, year.deadLetters, 0),
                new GoalRow(
                        "hours until latest was a build, at most", size, year.latestWithMessage, PROMISED_FOR_MESSAGES),
                new GoalRow(
                        "the same, message lost, less 1 for each failed call or sweep",
                        size,
                        year.latestWithoutMessage,
                        PROMISED_WITHOUT_MESSAGE));
    }

    private void live(int day) {
        Instant midnight = VirtualFleet.START.plus(Duration.ofDays(day));
        fleet.time.passUntil(midnight.plusSeconds(1));
        fleet.service.deleteBefore(midnight.minus(SERVICE_KEEPS));
        List<ImageBuildArn> reported = build(day);
        record(reported);
        fleet.time.pass(MESSAGES_WAIT);
        for (int first = 0; first < reported.size(); first += BATCH) {
            reconcile(reported.subList(first, Math.min(first + BATCH, reported.size())));
        }
        check();
        for (int hour = 1; hour < HOURS; hour++) {
            fleet.time.passUntil(midnight.plus(Duration.ofHours(hour)));
            failedSweeps += fleet.reconcileOnSchedule(new Scope.ChangedPipelines()) ? 0 : 1;
            if (hour == FULL_SWEEP_AT) {
                fleet.reconcileOnSchedule(new Scope.AllLineages());
            }
            check();
        }
        for (int number = 0; number < pipelines; number++) {
            PipelineArn pipeline = VirtualImageBuilder.pipeline(number);
            outdated += isLatest(pipeline, build(number, day)) ? 0 : 1;
            mostKept = Math.max(mostKept, kept(pipeline));
        }
    }

    /** Returns the builds whose messages arrive. */
    private List<ImageBuildArn> build(int day) {
        List<ImageBuildArn> reported = new ArrayList<>();
        for (int number = 0; number < pipelines; number++) {
            PipelineArn pipeline = VirtualImageBuilder.pipeline(number);
            ImageBuildArn build = build(number, day);
            Instant createdAt = fleet.time.instant().plus(BETWEEN_BUILDS.multipliedBy(number));
            fleet.service.add(pipeline, build, createdAt, GoldenImages.PROD, GoldenImages.SANDBOX, TARGET);
            boolean isReported = ++messages % LOST_ONE_IN != 0;
            missing.put(build, new Expected(pipeline, createdAt, isReported, failures(pipeline)));
            if (isReported) {
                reported.add(build);
            }
        }
        fleet.time.pass(BETWEEN_BUILDS.multipliedBy(pipelines));
        return reported;
    }

    private static ImageBuildArn build(int pipeline, int day) {
        return VirtualImageBuilder.build(pipeline, day / DAYS_OF_A_VERSION, day % DAYS_OF_A_VERSION + 1);
    }

    /** Lambda's queue: what failed comes back after one minute, then after two. */
    private void record(List<ImageBuildArn> reported) {
        List<ImageBuildArn> left = reported;
        for (int attempt = 1; attempt <= VirtualFleet.MAX_TRIES; attempt++) {
            left = left.stream().filter(build -> !fleet.isRecorded(build, pace)).toList();
            fleet.time.pass(left.isEmpty() ? Duration.ZERO : Duration.ofMinutes(attempt));
        }
        deadLetters += left.size();
    }

    private void reconcile(List<ImageBuildArn> builds) {
        Set<Lineage> named = new HashSet<>();
        builds.forEach(build ->
                fleet.catalog.build(build).map(RecordedBuild::build).ifPresent(known -> named.add(known.lineage())));
        fleet.reconcile(new Scope.SomeLineages(named, WalkDepth.NEWEST));
    }

    private void check() {
        missing.entrySet().removeIf(each -> {
            boolean isLatest = isLatest(each.getValue().pipeline(), each.getKey());
            if (isLatest) {
                note(
                        each.getValue(),
                        fleet.catalog.build(each.getKey()).orElseThrow().recordedAt());
            }
            return isLatest;
        });
    }

    private void note(Expected build, Instant recordedAt) {
        double hours = Duration.between(build.createdAt(), recordedAt).toMinutes() / MINUTES;
        if (build.isReported()) {
            latestWithMessage = Math.max(latestWithMessage, hours);
        } else {
            int failed = failures(build.pipeline()) - build.failedBefore();
            latestWithoutMessage = Math.max(latestWithoutMessage, hours - failed);
        }
    }

    /** Each may make a build an hour late whose message was lost. */
    private int failures(PipelineArn pipeline) {
        return failedSweeps + fleet.service.failed(pipeline);
    }

    private int kept(PipelineArn pipeline) {
        return fleet.catalog.builds(pipeline, Optional.empty(), DAYS).items().size();
    }

    private boolean isLatest(PipelineArn pipeline, ImageBuildArn build) {
        return latest
                .of(pipeline, TARGET, Set.of(), Optional.of(GoldenImages.US), Optional.empty())
                .amis()
                .values()
                .stream()
                .map(LatestAmi::recorded)
                .anyMatch(recorded -> recorded.build().arn().equals(build));
    }
}
