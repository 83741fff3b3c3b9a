package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.KnownRegions;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.StoredApproval;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.StorageException;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.accounts.RowChange;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit record of one row in one import. Its rows are stored as the registry stores them. */
final class AccountChangeItem {
    static final String BEFORE = "before";

    private AccountChangeItem() {}

    static StoredItem of(AccountChange change, Optional<AttributeValue> before) {
        StoredItem item = StoredItem.at(ImportKeys.change(change.change().account(), change.at()))
                .value("after", row(change.change().after()))
                .text("import", change.importId())
                .text("at", change.at())
                .text("trigger", change.trigger());
        before.ifPresent(row -> item.value(BEFORE, row));
        return StoredApproval.addTo(item, change.approval());
    }

    static AttributeValue row(RegisteredAccount account) {
        return AttributeValue.fromM(RowTable.stored(account.written()));
    }

    static AccountChange change(StoredItem item) {
        return new AccountChange(
                new RowChange(
                        item.value(BEFORE).map(AccountChangeItem::account),
                        account(item.value("after").orElseThrow())),
                item.text("import"),
                Instant.parse(item.text("at")),
                item.text("trigger"),
                StoredApproval.in(item));
    }

    private static RegisteredAccount account(AttributeValue row) {
        RegistryRow parsed = RegistryRow.parse(RowTable.written(StoredItem.of(row.m())), KnownRegions.REGIONS);
        if (parsed instanceof RegisteredAccount account) {
            return account;
        }
        throw new StorageException("the audit record of a row cannot be read: " + parsed);
    }
}
