package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One page of a query or a scan.
 *
 * @param items the items that pass the filter
 * @param evaluated the number of items read
 * @param bytes the size of the items read
 * @param last the last evaluated item; empty on the last page
 */
record Page(List<Item> items, int evaluated, long bytes, Optional<Item> last) {

    /**
     * The maximum size of the items in a page.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html">Paginating
     *     table query results</a>
     */
    private static final long MAX_BYTES = 1024 * 1024;

    /** Reads a page. It ends at the request's limit, at 1 MB, or at a fault. */
    static Page read(Iterator<Item> candidates, JsonNode request, Optional<Condition> filter, Session session) {
        int limit = Math.min(
                request.path("Limit").asInt(Integer.MAX_VALUE),
                session.disturbance().pageItems().orElse(Integer.MAX_VALUE));
        List<Item> found = new ArrayList<>();
        Optional<Item> last = Optional.empty();
        int evaluated = 0;
        long bytes = 0;
        while (candidates.hasNext()) {
            Item item = candidates.next();
            if (evaluated > 0 && bytes + item.size() > MAX_BYTES) {
                return new Page(found, evaluated, bytes, last);
            }
            evaluated++;
            bytes += item.size();
            last = Optional.of(item);
            if (filter.isEmpty() || filter.get().holds(item)) {
                found.add(item);
            }
            if (evaluated == limit) {
                return new Page(found, evaluated, bytes, last);
            }
        }
        return new Page(found, evaluated, bytes, Optional.empty());
    }
}
