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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the journal in the catalog's table under its own keys. */
public final class DynamoImportJournal implements ImportJournal {
    private final TableAccess table;
    private final StoredApproval approval;

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
        Map<String, String> names = item.pairs("names");
        TreeMap<AccountId, HeldImport.Loss> losses = new TreeMap<>();
        item.pairs("losses")
                .forEach((id, words) ->
                        losses.put(new AccountId(id), new HeldImport.Loss(Optional.ofNullable(names.get(id)), words)));
        return new HeldImport(
                new Digest(item.text("digest")),
                new TreeSet<>(item.texts("accounts", AccountId::new)),
                losses,
                Instant.parse(item.text("since")));
    }

    @Override
    public void hold(Optional<HeldImport> held) {
        table.runInTable("write which accounts are on hold", () -> held.map(DynamoImportJournal::item)
                .ifPresentOrElse(table::put, () -> table.delete(ImportKeys.HELD)));
    }

    private static StoredItem item(HeldImport held) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> losses = new HashMap<>();
        held.losses().forEach((account, loss) -> {
            loss.name().ifPresent(name -> names.put(account.value(), name));
            losses.put(account.value(), loss.words());
        });
        return StoredItem.at(ImportKeys.HELD)
                .text("digest", held.digest().hex())
                .texts("accounts", held.accounts())
                .pairs("names", names)
                .pairs("losses", losses)
                .text("since", held.since());
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
