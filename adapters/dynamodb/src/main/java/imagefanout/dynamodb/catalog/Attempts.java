package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tracks attempts to make a new edition of a build current. Finishes those that succeeded and undoes those that cannot
 * succeed.
 */
final class Attempts {
    private final TableAccess table;
    private final EditionRows rows;

    /** Audiences by edition ID. Saves a read when an edition is deleted. */
    private final Map<String, Set<Audience>> audiencesByEdition = new HashMap<>();

    /** This process's attempts whose META write was rejected, or whose response was lost. */
    private final List<AttemptItem> refused = new ArrayList<>();

    Attempts(TableAccess table) {
        this.table = table;
        this.rows = new EditionRows(table);
    }

    /** Caches the audiences of the edition. */
    void remember(Edition edition, FanOut fanOut) {
        audiencesByEdition.put(edition.id(), EditionRows.audiences(fanOut));
    }

    void begin(AttemptItem attempt) {
        table.batches().write(Stream.of(Batches.put(attempt.item())));
    }

    /**
     * Records that the META write was rejected. Another process may delete the attempt item while rows are still being
     * written, so the attempt is also kept in memory.
     */
    void refused(AttemptItem attempt) {
        refused.add(attempt);
    }

    /** Finishes or undoes the attempts that this process and others left open. */
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

    /** Deletes the edition that this attempt replaced. Call it when the attempt's edition is current. */
    void finish(AttemptItem attempt) {
        attempt.replaced().ifPresent(attempt.keepsCopies() ? this::deleteOffers : this::delete);
        delete(attempt.item().key());
    }

    /** Deletes the attempt's edition. Call it when the edition can never become current. */
    void undo(AttemptItem attempt) {
        delete(attempt.edition());
        if (attempt.keepsCopies()) {
            delete(CatalogKeys.replaced(
                    attempt.edition().build(), attempt.edition().id()));
        }
        delete(attempt.item().key());
    }

    private void delete(StoredKey key) {
        table.batches().write(Stream.of(Batches.delete(key)));
    }

    private void delete(Edition edition) {
        deleteOffers(edition);
        rows.deleteCopies(edition);
    }

    private void deleteOffers(Edition edition) {
        Set<Audience> audiences = audiencesByEdition.get(edition.id());
        rows.deleteOffers(edition, audiences == null ? rows.audiences(edition) : audiences);
    }
}
