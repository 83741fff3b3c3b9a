package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Region rows that were read last, for all invocations of an instance. A list of copies that is read page by page
 * then reads each row once. A row never changes: its key names the edition, and META, which is always read, names the
 * current one.
 */
public final class RememberedRows {
    /** The largest build has 30,000 copies: about 12 MB in memory. */
    private static final int MAX_COPIES = 40_000;

    private final Map<StoredKey, RegionRow> rows = new LinkedHashMap<>(16, 0.75f, true);
    private int copies;

    synchronized Map<StoredKey, RegionRow> among(Collection<StoredKey> keys) {
        Map<StoredKey, RegionRow> found = new HashMap<>();
        keys.forEach(key -> found.computeIfAbsent(key, rows::get));
        return found;
    }

    synchronized void add(Map<StoredKey, RegionRow> read) {
        read.forEach((key, row) -> {
            if (rows.put(key, row) == null) {
                copies += row.copies();
            }
        });
        List<StoredKey> oldest = new ArrayList<>(rows.keySet());
        for (int i = 0; copies > MAX_COPIES; i++) {
            copies -= rows.remove(oldest.get(i)).copies();
        }
    }
}
