package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.StoredApproval;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the journal in the catalog's table under its own keys. Create one per invocation; the client may be shared across
 * invocations.
 */
public final class DynamoImportJournal implements ImportJournal {
    private final TableAccess table;
    private final StoredApproval approval;

    /** @param deadline limits every call */
    public DynamoImportJournal(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
        this.approval = new StoredApproval(this.table, "IMPORT");
    }

    @Override
    public Optional<HeldImport> held() {
        return table.inTable("read which accounts are on hold", () -> table.get(ImportKeys.HELD)
                .map(DynamoImportJournal::held));
    }

    private static HeldImport held(StoredItem item) {
        return new HeldImport(
                new Digest(item.text("digest")),
                new TreeSet<>(item.texts("accounts", AccountId::new)),
                Instant.parse(item.text("since")));
    }

    @Override
    public void hold(Optional<HeldImport> held) {
        table.runInTable(
                "write which accounts are on hold",
                () -> held.ifPresentOrElse(
                        now -> table.put(StoredItem.at(ImportKeys.HELD)
                                .text("digest", now.digest().hex())
                                .texts("accounts", now.accounts())
                                .text("since", now.since())),
                        () -> table.delete(ImportKeys.HELD)));
    }

    @Override
    public Optional<Approval> approval() {
        return approval.read();
    }

    @Override
    public void approve(Approval given) {
        approval.write(given);
    }

    @Override
    public void useUp(Approval used) {
        approval.delete(used);
    }

    @Override
    public void record(AccountChange change) {
        table.runInTable("write the audit record of " + change.change().account(), () -> {
            StoredKey key = ImportKeys.change(change.change().account(), change.at());
            Optional<StoredItem> earlier = table.get(key);
            Optional<AttributeValue> before = earlier.isPresent()
                    ? earlier.get().value(AccountChangeItem.BEFORE)
                    : change.change().before().map(AccountChangeItem::row);
            table.put(AccountChangeItem.of(change, before));
        });
    }

    @Override
    public Optional<AccountChange> change(AccountId account, ImportMark mark) {
        return table.inTable(
                "read the audit record of " + account, () -> table.get(ImportKeys.change(account, mark.startedAt()))
                        .map(AccountChangeItem::change)
                        .filter(change -> change.importId().equals(mark.id())));
    }

    @Override
    public ResultPage<AccountChange, Instant> changes(AccountId account, Optional<Instant> before, int limit) {
        return table.inTable("read the history of " + account, () -> {
            List<AccountChange> found = table
                    .queries()
                    .last(
                            ImportKeys.partition(account),
                            ImportKeys.CHANGE,
                            before.map(at -> ImportKeys.change(account, at)),
                            limit + 1)
                    .stream()
                    .map(AccountChangeItem::change)
                    .toList();
            return ResultPage.first(found, limit, AccountChange::at);
        });
    }
}
