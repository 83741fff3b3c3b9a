package imagefanout.benchmarks.virtual;

import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.Pace;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.reconcile.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A year in virtual time with the real use cases: each night every pipeline makes a build, Image Builder allows two calls a second, one
 * call in a hundred fails, and one message in fifty is lost. The messages that arrive, the hourly and the daily sweep do the rest.
 */
public final class YearSimulation {
    private static final double THROTTLED = 2;
    private static final int FAILS_ONE_IN = 100;
    private static final int LOST_ONE_IN = 50;
    private static final int DAYS = 365;
    private static final int HOURS = 24;
    private static final int FULL_SWEEP_AT = 3;
    private static final int BATCH = 100;
    private static final int MAX_TRIES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(899);
    private static final Duration RESERVE = Duration.ofMinutes(2);
    private static final Duration MESSAGES_WAIT = Duration.ofMinutes(5);

    /** What README.md promises for a build of a pipeline whose message was lost: an hour, and the run that finds it. */
    private static final double PROMISED_HOURS = 1.25;

    private final int pipelines;
    private final VirtualFleet fleet = new VirtualFleet(THROTTLED, FAILS_ONE_IN);
    private final Pace pace = new Pace();
    private final Set<ImageBuildArn> unrecorded = new HashSet<>();
    private int messages;
    private int deadLetters;
    private Duration stalest = Duration.ZERO;

    private YearSimulation(int pipelines) {
        this.pipelines = pipelines;
    }

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int pipelines : new int[] {5, 20, 50}) {
            rows.addAll(rows(pipelines));
        }
        return rows;
    }

    public static List<GoalRow> rows(int pipelines) {
        YearSimulation year = new YearSimulation(pipelines);
        for (int day = 0; day < DAYS; day++) {
            year.live(day);
        }
        String size = String.format(Locale.ROOT, "a year of %,d pipelines, %,d builds", pipelines, pipelines * DAYS);
        return List.of(
                new GoalRow("builds that are not recorded", size, year.unrecorded.size(), 0),
                new GoalRow("dead letters", size, year.deadLetters, 0),
                new GoalRow(
                        "hours until a build was recorded, at most",
                        size,
                        year.stalest.toMinutes() / 60.0,
                        PROMISED_HOURS));
    }

    private void live(int day) {
        Instant midnight = VirtualFleet.START.plus(Duration.ofDays(day));
        fleet.time.passUntil(midnight.plusSeconds(1));
        List<ImageBuildArn> reported = build(day);
        reported.forEach(this::record);
        fleet.time.pass(MESSAGES_WAIT);
        for (int first = 0; first < reported.size(); first += BATCH) {
            reconcile(reported.subList(first, Math.min(first + BATCH, reported.size())));
        }
        check();
        for (int hour = 1; hour < HOURS; hour++) {
            fleet.time.passUntil(midnight.plus(Duration.ofHours(hour)));
            fleet.reconcile(new Scope.ChangedPipelines());
            if (hour == FULL_SWEEP_AT) {
                fleet.reconcile(new Scope.AllLineages());
            }
            check();
        }
    }

    /** Returns the builds whose messages arrive. */
    private List<ImageBuildArn> build(int day) {
        List<ImageBuildArn> reported = new ArrayList<>();
        for (int number = 0; number < pipelines; number++) {
            PipelineArn pipeline = VirtualImageBuilder.pipeline(number);
            ImageBuildArn build = VirtualImageBuilder.build(number, day / 30, day % 30 + 1);
            fleet.service.add(pipeline, build, fleet.time.instant());
            unrecorded.add(build);
            if (++messages % LOST_ONE_IN != 0) {
                reported.add(build);
            }
        }
        return reported;
    }

    private void record(ImageBuildArn build) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Throttle throttle = new Throttle(
                    fleet.time.invocation(LIMIT),
                    RESERVE,
                    fleet.time::pass,
                    ThrottledException.class::isInstance,
                    pace,
                    () -> {});
            try {
                throttle.call(() -> fleet.recordImage().recordUnlessSince(build, Optional.empty()));
                return;
            } catch (OutOfTimeException | ImageBuilderException e) {
                deadLetters += attempt == MAX_TRIES ? 1 : 0;
                fleet.time.pass(Duration.ofMinutes(attempt));
            }
        }
    }

    private void reconcile(List<ImageBuildArn> builds) {
        Set<Lineage> named = new HashSet<>();
        builds.forEach(build ->
                fleet.catalog.build(build).map(RecordedBuild::build).ifPresent(known -> named.add(known.lineage())));
        fleet.reconcile(new Scope.SomeLineages(named, WalkDepth.NEWEST));
    }

    private void check() {
        for (ImageBuildArn build : List.copyOf(unrecorded)) {
            fleet.catalog.build(build).ifPresent(recorded -> {
                unrecorded.remove(build);
                Duration since = Duration.between(recorded.build().createdAt(), recorded.recordedAt());
                stalest = since.compareTo(stalest) > 0 ? since : stalest;
            });
        }
    }
}
