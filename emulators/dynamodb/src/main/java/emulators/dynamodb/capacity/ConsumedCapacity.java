package emulators.dynamodb.capacity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * The units that one call consumes, table by table.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html">ConsumedCapacity</a>
 */
public final class ConsumedCapacity {

    /** The level of detail in the answer. */
    private enum Detail {
        NONE,
        TOTAL,
        INDEXES
    }

    private final Map<String, Double> units = new TreeMap<>();
    private final Detail detail;
    private final String kind;

    private ConsumedCapacity(Detail detail, String kind) {
        this.detail = detail;
        this.kind = kind;
    }

    /** Creates one for a request, with the detail of its ReturnConsumedCapacity. */
    public static ConsumedCapacity askedBy(ObjectNode request) {
        return of(request, "");
    }

    /**
     * Creates one for a transaction, whose answer also contains the kind of units.
     *
     * @param kind ReadCapacityUnits or WriteCapacityUnits
     */
    public static ConsumedCapacity ofTransaction(ObjectNode request, String kind) {
        return of(request, kind);
    }

    private static ConsumedCapacity of(ObjectNode request, String kind) {
        return new ConsumedCapacity(
                Json.text(request, "ReturnConsumedCapacity")
                        .map(Detail::valueOf)
                        .orElse(Detail.NONE),
                kind);
    }

    public void add(String table, double more) {
        units.merge(table, more, Double::sum);
    }

    /** Adds the member to an answer about one table, if the request asks for it. */
    public void showOne(ObjectNode answer) {
        if (detail != Detail.NONE) {
            units.forEach((table, consumed) -> answer.set("ConsumedCapacity", json(table, consumed)));
        }
    }

    /** Adds the member to an answer about any number of tables, if the request asks for it. */
    public void showAll(ObjectNode answer) {
        if (detail != Detail.NONE) {
            ArrayNode all = answer.putArray("ConsumedCapacity");
            units.forEach((table, consumed) -> all.add(json(table, consumed)));
        }
    }

    private ObjectNode json(String table, double consumed) {
        ObjectNode json = Json.object().put("TableName", table);
        put(json, consumed);
        if (detail == Detail.INDEXES) {
            put(json.putObject("Table"), consumed);
        }
        return json;
    }

    private void put(ObjectNode json, double consumed) {
        json.put("CapacityUnits", consumed);
        if (!kind.isEmpty()) {
            json.put(kind, consumed);
        }
    }
}
