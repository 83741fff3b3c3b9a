package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.approval.Approval;
import java.time.Instant;
import java.util.Optional;

/**
 * The audit record of one row in one import. It is written before the row.
 *
 * @param importId the import; it has one record for each row
 * @param at when the import began
 * @param trigger what started the run that wrote the row
 * @param approval who approved it, and why; empty: it needed no approval
 */
public record AccountChange(
        RowChange change, String importId, Instant at, String trigger, Optional<Approval> approval) {
    public AccountChange {
        requireNonNull(change, "change");
        requireNonNull(importId, "importId");
        requireNonNull(at, "at");
        requireNonNull(trigger, "trigger");
        requireNonNull(approval, "approval");
    }
}
