package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is asked to do.
 *
 * @param trigger what started it, for the audit trail
 * @param named the accounts that an event names: their tags are read, whenever they were read last
 * @param happenedAt when the event happened; empty: the organization is read in any case
 */
public record ImportRequest(String trigger, Mode mode, Set<AccountId> named, Optional<Instant> happenedAt) {
    public enum Mode {
        APPLY,
        /** Nothing is written anywhere. */
        DRY_RUN,
        /** Only goes on with a dead import, or with what was approved meanwhile. */
        RESUME,
        /** Takes back what a dead import has written. */
        UNDO
    }

    public ImportRequest {
        requireNonNull(trigger, "trigger");
        requireNonNull(mode, "mode");
        named = Set.copyOf(named);
        requireNonNull(happenedAt, "happenedAt");
    }

    /** A request that is no event of Organizations. */
    public ImportRequest(String trigger, Mode mode) {
        this(trigger, mode, Set.of(), Optional.empty());
    }
}
