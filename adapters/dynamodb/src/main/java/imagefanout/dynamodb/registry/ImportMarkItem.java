package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The import's mark is a row of the registry that is no account. So its end goes to the registry's stream, which starts the sync
 * that judges the whole import. At 48 bytes for each account that loses something, 8,000 fit into the item.
 */
final class ImportMarkItem {
    static final String ROW = "IMPORT";
    static final String VERSION = "version";

    private ImportMarkItem() {}

    static boolean isMark(Map<String, WrittenValue> row) {
        return new WrittenValue.Text(ROW).equals(row.get(RegistryRow.ACCOUNT_ID));
    }

    static StoredItem of(ImportMark mark) {
        Map<String, String> losing = new HashMap<>();
        mark.losing().forEach((id, change) -> losing.put(id.value(), change.hex()));
        return StoredItem.of(Map.of(RegistryRow.ACCOUNT_ID, AttributeValue.fromS(ROW)))
                .number(VERSION, mark.version())
                .text("id", mark.id())
                .flag("standing", mark.standing())
                .text("startedAt", mark.startedAt())
                .text("until", mark.until())
                .pairs("losing", losing)
                .optional("approval", mark.approval())
                .optional("tagsReadAt", mark.tagsReadAt())
                .texts("tagKeys", mark.tagKeys());
    }

    static ImportMark mark(StoredItem item) {
        SortedMap<AccountId, Digest> losing = new TreeMap<>();
        item.pairs("losing").forEach((id, change) -> losing.put(new AccountId(id), new Digest(change)));
        return new ImportMark(
                item.number(VERSION),
                item.text("id"),
                item.flag("standing"),
                Instant.parse(item.text("startedAt")),
                Instant.parse(item.text("until")),
                losing,
                item.optional("approval").map(Digest::new),
                item.optional("tagsReadAt").map(Instant::parse),
                new TreeSet<>(item.texts("tagKeys")));
    }
}
