package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Lineage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when what is settled.
 *
 * @param allAt since when everything is, but for {@code apart}: the beginning of the last sweep that came to its end
 * @param apart the lineages of which something else holds: settled on their own since, or last settled earlier, or (empty)
 *     never
 * @param cleanAt the end of the last sweep in which nothing failed
 * @param failuresInARow how many sweeps failed, or died, since the last clean one
 */
public record History(
        Optional<Instant> allAt, Map<Lineage, Optional<Instant>> apart, Optional<Instant> cleanAt, int failuresInARow) {
    public static final History NONE = new History(Optional.empty(), Map.of(), Optional.empty(), 0);

    public History {
        requireNonNull(allAt, "allAt");
        apart = Map.copyOf(apart);
        requireNonNull(cleanAt, "cleanAt");
    }

    /** Since when the catalog is known to agree with the service about the lineage; empty when that was never seen. */
    public Optional<Instant> lastReconciledAt(Lineage lineage) {
        return apart.getOrDefault(lineage, allAt);
    }

    History settled(Lineage lineage, Instant at) {
        Map<Lineage, Optional<Instant>> now = new HashMap<>(apart);
        now.put(lineage, Optional.of(at));
        return new History(allAt, now, cleanAt, failuresInARow);
    }

    /** The sweep came to its end. What was settled on its own after it began stays so. */
    History swept(Sweep sweep, Instant endedAt) {
        Map<Lineage, Optional<Instant>> now = new HashMap<>();
        apart.forEach((lineage, at) -> {
            if (at.filter(sweep.startedAt()::isBefore).isPresent()) {
                now.put(lineage, at);
            }
        });
        sweep.failed().forEach(lineage -> now.putIfAbsent(lineage, lastReconciledAt(lineage)));
        Optional<Instant> at = Optional.of(sweep.startedAt());
        return sweep.isClean()
                ? new History(at, now, Optional.of(endedAt), 0)
                : new History(at, now, cleanAt, failuresInARow + 1);
    }

    /** A run with a sweep under way broke off, or never gave its lease back. */
    History died() {
        return new History(allAt, apart, cleanAt, failuresInARow + 1);
    }
}
