package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The attempts to make another edition of a build the current one: one that succeeded is finished, one that cannot is undone. */
final class Attempts {
    private final Batches batches;
    private final EditionRows rows;

    /** To whom editions may have offered something, by their IDs: spares reading it when they are deleted. */
    private final Map<String, Set<Audience>> offered = new HashMap<>();

    /** This process's own attempts that META did not take. Or it did, and the answer was lost. */
    private final List<AttemptItem> refused = new ArrayList<>();

    Attempts(Batches batches, EditionRows rows) {
        this.batches = requireNonNull(batches, "batches");
        this.rows = requireNonNull(rows, "rows");
    }

    /** Remembers what the edition holds. */
    void remember(Edition edition, FanOut fanOut) {
        offered.put(edition.id(), EditionRows.audiences(fanOut));
    }

    void begin(AttemptItem attempt) {
        batches.write(Stream.of(Batches.put(attempt.item())));
    }

    /** META did not take it. Others may delete its item while its rows are still being written, so it is remembered here. */
    void refused(AttemptItem attempt) {
        refused.add(attempt);
    }

    /** Finishes and undoes what other processes, and this one, have left. */
    void cleanUp(BuildPartition found) {
        refused.stream().filter(found::isDead).forEach(this::undo);
        for (AttemptItem attempt : found.attempts()) {
            if (found.isCurrent(attempt)) {
                finish(attempt);
            } else if (found.isDead(attempt)) {
                undo(attempt);
            }
        }
    }

    /** The attempt's edition is current: deletes the edition that it replaced. */
    void finish(AttemptItem attempt) {
        attempt.replaced().ifPresent(this::delete);
        batches.write(Stream.of(Batches.delete(attempt.item().key())));
    }

    /** The attempt's edition can never become current: deletes it. */
    void undo(AttemptItem attempt) {
        delete(attempt.edition());
        batches.write(Stream.of(Batches.delete(attempt.item().key())));
    }

    private void delete(Edition edition) {
        Set<Audience> audiences = offered.get(edition.id());
        rows.delete(edition, audiences == null ? rows.audiences(edition) : audiences);
    }
}
