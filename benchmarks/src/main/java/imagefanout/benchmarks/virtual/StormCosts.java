package imagefanout.benchmarks.virtual;

import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.Pace;
import imagefanout.model.identity.ImageBuildArn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/** Many builds that end at once, recorded by ten instances of record-image while Image Builder allows 2 calls a second. */
public final class StormCosts {
    private static final double THROTTLED = 2;
    private static final int INSTANCES = 10;
    private static final Duration OUTAGE = Duration.ofMinutes(10);

    private final WorkerTime time = new WorkerTime(VirtualFleet.START);
    private final VirtualFleet fleet = new VirtualFleet(time, THROTTLED);
    private final Queue<Event> events = new ArrayDeque<>();
    private int deadLetters;

    private record Event(ImageBuildArn build, int tries, Instant notBefore) {}

    private StormCosts(int builds) {
        for (int number = 0; number < builds; number++) {
            ImageBuildArn build = VirtualImageBuilder.build(number, 0, 1);
            fleet.service.add(VirtualImageBuilder.pipeline(number), build, time.instant());
            events.add(new Event(build, 1, time.instant()));
        }
    }

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int builds : new int[] {30, 100, 300}) {
            StormCosts storm = new StormCosts(builds);
            long seconds = storm.seconds();
            String size = String.format(Locale.ROOT, "%,d builds at once, 2 calls/s", builds);
            rows.add(new GoalRow("dead letters of record-image", size, storm.deadLetters, 0));
            rows.add(new GoalRow("seconds until all are recorded", size, seconds, Math.max(30, 0.75 * builds)));
        }
        for (int builds : new int[] {60, 200, 600}) {
            StormCosts outage = new StormCosts(builds);
            outage.fleet.service.throttleUntil(outage.time.instant().plus(OUTAGE));
            outage.seconds();
            String size = String.format(Locale.ROOT, "%,d builds, 10 minutes of 429", builds);
            rows.add(new GoalRow("dead letters of record-image", size, outage.deadLetters, 0));
        }
        return rows;
    }

    private long seconds() {
        Instant begun = time.instant();
        List<Runnable> instances = new ArrayList<>();
        for (int instance = 0; instance < INSTANCES; instance++) {
            Pace pace = new Pace();
            instances.add(() -> handleAll(pace));
        }
        time.run(instances);
        return Duration.between(begun, time.instant()).toSeconds();
    }

    /** Lambda's queue: a failed event comes back after one minute, then after two. */
    private void handleAll(Pace pace) {
        while (!events.isEmpty()) {
            Event event = events.remove();
            if (event.notBefore().isAfter(time.instant())) {
                events.add(event);
                time.pass(Duration.ofSeconds(1));
            } else if (!fleet.isRecorded(event.build(), pace)) {
                if (event.tries() == VirtualFleet.MAX_TRIES) {
                    deadLetters++;
                } else {
                    Instant later = time.instant().plus(Duration.ofMinutes(event.tries()));
                    events.add(new Event(event.build(), event.tries() + 1, later));
                }
            }
        }
    }
}
