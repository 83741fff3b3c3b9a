package imagefanout.dynamodb.table;

import imagefanout.model.Digest;
import imagefanout.model.approval.Approval;
import java.time.Instant;
import java.util.Optional;

/**
 * The approval that a run may use up. Each subject, such as a distribution configuration, has one item in a partition of its own,
 * so that a policy can allow the query API to write approvals and nothing else.
 */
public final class StoredApproval {
    private static final String AT = "approvedAt";

    private final TableAccess table;
    private final StoredKey key;
    private final String subject;

    /** @param subject what the approval is about, for keys and error messages */
    public StoredApproval(TableAccess table, String subject) {
        this.table = table;
        this.key = new StoredKey("APPROVAL#" + subject, "APPROVAL");
        this.subject = subject;
    }

    public Optional<Approval> read() {
        return table.inTable(
                "read the approval of " + subject, () -> table.get(key).flatMap(StoredApproval::in));
    }

    public void write(Approval approval) {
        table.runInTable(
                "write the approval of " + subject, () -> table.put(addTo(StoredItem.at(key), Optional.of(approval))));
    }

    /** An approval that was written meanwhile stays. */
    public void delete(Approval approval) {
        table.runInTable(
                "delete the approval of " + subject, () -> table.delete(key, WriteConditions.equal(AT, approval.at())));
    }

    /** Adds the approval to an item, such as the record of the change that it approved. */
    public static StoredItem addTo(StoredItem item, Optional<Approval> approval) {
        approval.ifPresent(one -> item.text("digest", one.digest().hex())
                .text("by", one.by())
                .text("reason", one.reason())
                .text(AT, one.at()));
        return item;
    }

    /** The approval that was added to the item. */
    public static Optional<Approval> in(StoredItem item) {
        return item.optional("digest")
                .map(digest -> new Approval(
                        new Digest(digest), item.text("by"), item.text("reason"), Instant.parse(item.text(AT))));
    }
}
