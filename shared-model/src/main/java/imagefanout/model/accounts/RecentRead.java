package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.organization.Organization;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.registry.ImportMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the last complete read of this process. It answers events that happened before it, so that a thousand events in a row
 * do not read the whole organization a thousand times.
 */
public final class RecentRead {
    /** How long Organizations may still return the state from before a change. */
    private static final Duration LAG = Duration.ofMinutes(1);

    /** A burst of events takes no longer. */
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private Optional<OrganizationSnapshot> snapshot = Optional.empty();
    private Instant beganAt = Instant.EPOCH;
    private ImportMark mark = ImportMark.NONE;
    private Optional<HeldImport> held = Optional.empty();

    /**
     * The remembered read, if it began after the event had happened and no other process has imported since; otherwise a new
     * one, which is remembered when it is complete.
     *
     * @param happenedAt empty: only a new read is accepted
     * @param now the mark of the last import
     * @param heldNow what is on hold: another process may have held it without a new mark
     * @param at when a new read begins
     */
    synchronized OrganizationSnapshot read(
            Organization organization,
            Optional<Instant> happenedAt,
            ImportMark now,
            Optional<HeldImport> heldNow,
            Instant at) {
        boolean answers =
                happenedAt.filter(event -> !beganAt.isBefore(event.plus(LAG))).isPresent();
        boolean isCurrent = mark.equals(now) && held.equals(heldNow) && at.isBefore(beganAt.plus(MAX_AGE));
        if (!answers || !isCurrent) {
            snapshot = Optional.of(organization.read());
            beganAt = at;
        }
        return snapshot.orElseThrow();
    }

    /** Notes the mark and the hold that the run left. */
    synchronized void ended(ImportMark left, Optional<HeldImport> leftOnHold) {
        mark = requireNonNull(left, "left");
        held = requireNonNull(leftOnHold, "leftOnHold");
    }
}
