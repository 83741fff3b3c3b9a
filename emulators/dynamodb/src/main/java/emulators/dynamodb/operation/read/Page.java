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
 * @param items those that the filter lets through
 * @param evaluated how many were read
 * @param bytes the size of those that were read
 * @param last the item after which the page ends, unless it holds the last one of all
 */
record Page(List<Item> items, int evaluated, long bytes, Optional<Item> last) {

    /**
     * The size of the items of a page.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html">Paginating
     *     table query results</a>
     */
    private static final long MAX_BYTES = 1024 * 1024;

    /** Reads until the request's limit, 1 MB, or a fault ends the page. */
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
