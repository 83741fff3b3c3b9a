package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.localfleet.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of DynamoDB's protocol as the fleet speaks, in memory: started anew, and put back to where it was, thousands of
 * times. {@code SimulatedDynamoDbTest} holds its answers against those of DynamoDB Local.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">the API's
 *     protocol</a>
 */
public final class SimulatedDynamoDb {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern KEYS = Pattern.compile("(\\S+) = (\\S+)(?: AND (\\S+) BETWEEN (\\S+) AND (\\S+))?");
    private static final Pattern CLAUSE =
            Pattern.compile("(SET|REMOVE|ADD|DELETE) (.*?)(?= (?:SET|REMOVE|ADD|DELETE) |$)");

    /** An item's key: of a table without a sort key, that is empty. */
    public record Key(String partition, String sort) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::partition).thenComparing(Key::sort);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The request is refused; DynamoDB says so with status 400 and the error's name in the body. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final String error;

        public Refusal(String error, String message) {
            super(message, null, false, false);
            this.error = error;
        }

        public String error() {
            return error;
        }
    }

    private final Map<String, List<String>> keyAttributes = new HashMap<>();
    private final Map<String, NavigableMap<Key, ObjectNode>> tables = new TreeMap<>();

    public SimulatedDynamoDb(List<Template.DeclaredTable> declared) {
        for (Template.DeclaredTable table : declared) {
            keyAttributes.put(table.logicalId(), List.copyOf(table.key().keySet()));
            tables.put(table.logicalId(), new TreeMap<>());
        }
    }

    /** Another one with the same contents: what happens to the one is not seen in the other. */
    public SimulatedDynamoDb copy() {
        SimulatedDynamoDb copy = new SimulatedDynamoDb(List.of());
        copy.keyAttributes.putAll(keyAttributes);
        // Items are replaced and never changed, so both may hold the same ones.
        tables.forEach((name, items) -> copy.tables.put(name, new TreeMap<>(items)));
        return copy;
    }

    /** Every item, table by table and by key. Not to be changed. */
    public Map<String, NavigableMap<Key, ObjectNode>> tables() {
        return tables;
    }

    public List<String> keyAttributes(String table) {
        return keyAttributes.get(table);
    }

    public void put(String table, ObjectNode item) {
        tables.get(table).put(key(table, item), item.deepCopy());
    }

    public void delete(String table, ObjectNode key) {
        tables.get(table).remove(key(table, key));
    }

    public ObjectNode answer(String operation, ObjectNode request) throws Refusal {
        return switch (operation) {
            case "GetItem" -> get(request);
            case "PutItem" -> put(request);
            case "UpdateItem" -> update(request);
            case "DeleteItem" -> delete(request);
            case "Query" -> query(request);
            case "Scan" -> scan(request);
            case "BatchGetItem" -> batchGet(request);
            case "BatchWriteItem" -> batchWrite(request);
            default -> throw new IllegalArgumentException("the fleet is not known to call " + operation);
        };
    }

    private ObjectNode get(ObjectNode request) {
        ObjectNode answer = JSON.objectNode();
        ObjectNode item = items(request).get(key(table(request), request.get("Key")));
        if (item != null) {
            answer.set("Item", item);
        }
        return answer;
    }

    private ObjectNode put(ObjectNode request) throws Refusal {
        ObjectNode item = (ObjectNode) request.get("Item");
        Key key = key(table(request), item);
        check(request, items(request).get(key));
        return old(request, items(request).put(key, item));
    }

    private ObjectNode delete(ObjectNode request) throws Refusal {
        Key key = key(table(request), request.get("Key"));
        check(request, items(request).get(key));
        return old(request, items(request).remove(key));
    }

    private static ObjectNode old(ObjectNode request, ObjectNode item) {
        ObjectNode answer = JSON.objectNode();
        if (item != null && request.path("ReturnValues").asText().equals("ALL_OLD")) {
            answer.set("Attributes", item);
        }
        return answer;
    }

    private ObjectNode update(ObjectNode request) throws Refusal {
        Key key = key(table(request), request.get("Key"));
        ObjectNode old = items(request).get(key);
        check(request, old);
        ObjectNode item = old == null ? ((ObjectNode) request.get("Key")).deepCopy() : old.deepCopy();
        Matcher clauses =
                CLAUSE.matcher(request.path("UpdateExpression").asText().trim());
        while (clauses.find()) {
            for (String change : clauses.group(2).trim().split(", ?")) {
                String[] words = change.trim().split(" (?:= )?");
                JsonNode value = words.length < 2
                        ? null
                        : request.path("ExpressionAttributeValues").get(words[1]);
                change(item, clauses.group(1), name(request, words[0]), value);
            }
        }
        items(request).put(key, item);
        ObjectNode answer = JSON.objectNode();
        if (request.path("ReturnValues").asText().equals("ALL_NEW")) {
            answer.set("Attributes", item);
        }
        return answer;
    }

    private static void change(ObjectNode item, String verb, String name, JsonNode value) {
        switch (verb) {
            case "SET" -> item.set(name, value);
            case "REMOVE" -> item.remove(name);
            case "ADD", "DELETE" -> {
                TreeSet<String> texts = new TreeSet<>(texts(item.path(name).path("SS")));
                List<String> given = texts(value.path("SS"));
                if (verb.equals("ADD")) {
                    texts.addAll(given);
                } else {
                    texts.removeAll(given);
                }
                if (texts.isEmpty()) {
                    item.remove(name);
                } else {
                    ArrayNode set = item.putObject(name).putArray("SS");
                    texts.forEach(set::add);
                }
            }
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private ObjectNode query(ObjectNode request) {
        String condition = request.path("KeyConditionExpression").asText();
        Matcher keys = KEYS.matcher(condition);
        if (!keys.matches()) {
            throw new IllegalArgumentException(condition);
        }
        String partition = value(request, keys.group(2));
        String least = keys.group(4) == null ? "" : value(request, keys.group(4));
        String most = keys.group(5) == null ? "\uffff" : value(request, keys.group(5));
        NavigableMap<Key, ObjectNode> range =
                items(request).subMap(new Key(partition, least), true, new Key(partition, most), true);
        boolean backwards = !request.path("ScanIndexForward").asBoolean(true);
        return page(request, backwards ? range.descendingMap() : range);
    }

    private ObjectNode scan(ObjectNode request) {
        return page(request, items(request));
    }

    private ObjectNode page(ObjectNode request, NavigableMap<Key, ObjectNode> all) {
        NavigableMap<Key, ObjectNode> rest = request.hasNonNull("ExclusiveStartKey")
                ? all.tailMap(key(table(request), request.get("ExclusiveStartKey")), false)
                : all;
        int limit = request.path("Limit").asInt(Integer.MAX_VALUE);
        List<ObjectNode> found = rest.values().stream().limit(limit).toList();
        ObjectNode answer = JSON.objectNode();
        ArrayNode items = answer.putArray("Items");
        found.forEach(items::add);
        answer.put("Count", found.size()).put("ScannedCount", found.size());
        if (found.size() == limit) {
            answer.set("LastEvaluatedKey", keyOf(table(request), found.get(limit - 1)));
        }
        return answer;
    }

    /** The key's attributes of an item. */
    public ObjectNode keyOf(String table, JsonNode item) {
        ObjectNode key = JSON.objectNode();
        keyAttributes.get(table).forEach(attribute -> key.set(attribute, item.get(attribute)));
        return key;
    }

    private ObjectNode batchGet(ObjectNode request) {
        ObjectNode answer = JSON.objectNode();
        ObjectNode responses = answer.putObject("Responses");
        request.get("RequestItems").properties().forEach(table -> {
            ArrayNode found = responses.putArray(table.getKey());
            for (JsonNode key : table.getValue().get("Keys")) {
                ObjectNode item = tables.get(table.getKey()).get(key(table.getKey(), key));
                if (item != null) {
                    found.add(item);
                }
            }
        });
        answer.putObject("UnprocessedKeys");
        return answer;
    }

    private ObjectNode batchWrite(ObjectNode request) {
        request.get("RequestItems").properties().forEach(table -> {
            for (JsonNode write : table.getValue()) {
                if (write.has("PutRequest")) {
                    put(table.getKey(), (ObjectNode) write.get("PutRequest").get("Item"));
                } else {
                    delete(table.getKey(), (ObjectNode)
                            write.get("DeleteRequest").get("Key"));
                }
            }
        });
        ObjectNode answer = JSON.objectNode();
        answer.putObject("UnprocessedItems");
        return answer;
    }

    private static void check(ObjectNode request, ObjectNode item) throws Refusal {
        String condition = request.path("ConditionExpression").asText("");
        if (condition.isEmpty()) {
            return;
        }
        for (String term : condition.split(" AND ")) {
            if (!holds(request, term.trim(), item == null ? JSON.objectNode() : item)) {
                throw new Refusal("ConditionalCheckFailedException", "The conditional request failed");
            }
        }
    }

    private static boolean holds(ObjectNode request, String term, ObjectNode item) {
        String[] words = term.split("[ (),=]+");
        JsonNode values = request.path("ExpressionAttributeValues");
        return switch (words[0]) {
            case "attribute_exists" -> item.has(name(request, words[1]));
            case "attribute_not_exists" -> !item.has(name(request, words[1]));
            case "contains" ->
                texts(item.path(name(request, words[1])).path("SS"))
                        .contains(values.get(words[2]).path("S").asText());
            default -> comparable(values.get(words[1])).equals(comparable(item.path(name(request, words[0]))));
        };
    }

    /** A set has no order. */
    private static Object comparable(JsonNode value) {
        return value.has("SS") ? new TreeSet<>(texts(value.get("SS"))) : value;
    }

    private static String name(ObjectNode request, String word) {
        return request.path("ExpressionAttributeNames").path(word).asText(word);
    }

    private static String value(ObjectNode request, String word) {
        return request.get("ExpressionAttributeValues").get(word).get("S").textValue();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String table(ObjectNode request) {
        return request.get("TableName").textValue();
    }

    private NavigableMap<Key, ObjectNode> items(ObjectNode request) {
        return tables.get(table(request));
    }

    private Key key(String table, JsonNode item) {
        List<String> attributes = keyAttributes.get(table);
        String partition = item.get(attributes.get(0)).get("S").textValue();
        String sort = attributes.size() == 1
                ? ""
                : item.get(attributes.get(1)).get("S").textValue();
        return new Key(partition, sort);
    }
}
