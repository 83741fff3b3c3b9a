package imagefanout.dynamodb.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * As much of DynamoDB as the catalog and the journal use, quick enough to be started ten thousand times. It passes the
 * catalog's contract, as DynamoDB Local does.
 */
public final class SimulatedTable implements Wire {
    private static final Comparator<ItemKey> ORDER =
            Comparator.comparing(ItemKey::partition).thenComparing(ItemKey::sort);
    private static final Pattern KEYS = Pattern.compile("(\\S+) = (\\S+)(?: AND (\\S+) BETWEEN (\\S+) AND (\\S+))?");
    private static final Pattern CLAUSE =
            Pattern.compile("(SET|REMOVE|ADD|DELETE) (.*?)(?= (?:SET|REMOVE|ADD|DELETE) |$)");

    private final int mostWritten;
    private final NavigableMap<ItemKey, Map<String, AttributeValue>> items = new TreeMap<>(ORDER);

    /** @param mostWritten how many items of a batch are written by one call; the others are given back */
    public SimulatedTable(int mostWritten) {
        this.mostWritten = mostWritten;
    }

    /** Another one, with these items. */
    public SimulatedTable with(Map<ItemKey, Map<String, AttributeValue>> contents) {
        SimulatedTable other = new SimulatedTable(mostWritten);
        other.items.putAll(contents);
        return other;
    }

    /** What it holds now; later calls do not change it. */
    public Map<ItemKey, Map<String, AttributeValue>> items() {
        return Map.copyOf(items);
    }

    @Override
    public DynamoDbResponse call(DynamoDbRequest request) {
        if (request instanceof QueryRequest query) {
            return query(query);
        }
        if (request instanceof GetItemRequest get) {
            Map<String, AttributeValue> item = items.get(ItemKey.of(get.key()));
            return GetItemResponse.builder().item(item).build();
        }
        if (request instanceof PutItemRequest put) {
            return put(put);
        }
        if (request instanceof UpdateItemRequest update) {
            return update(update);
        }
        if (request instanceof DeleteItemRequest delete) {
            return delete(delete);
        }
        if (request instanceof BatchGetItemRequest read) {
            return read(read);
        }
        return write((BatchWriteItemRequest) request);
    }

    private QueryResponse query(QueryRequest query) {
        Matcher keys = KEYS.matcher(query.keyConditionExpression());
        if (!keys.matches()) {
            throw new IllegalArgumentException(query.keyConditionExpression());
        }
        Map<String, AttributeValue> values = query.expressionAttributeValues();
        String partition = values.get(keys.group(2)).s();
        String least = keys.group(4) == null ? "" : values.get(keys.group(4)).s();
        String most =
                keys.group(5) == null ? "\uffff" : values.get(keys.group(5)).s();
        NavigableMap<ItemKey, Map<String, AttributeValue>> range =
                items.subMap(new ItemKey(partition, least), true, new ItemKey(partition, most), true);
        range = Boolean.FALSE.equals(query.scanIndexForward()) ? range.descendingMap() : range;
        if (query.hasExclusiveStartKey()) {
            range = range.tailMap(ItemKey.of(query.exclusiveStartKey()), false);
        }
        int limit = query.limit() == null ? Integer.MAX_VALUE : query.limit();
        List<Map<String, AttributeValue>> found =
                range.values().stream().limit(limit).toList();
        QueryResponse.Builder response = QueryResponse.builder().items(found);
        return found.size() < limit
                ? response.build()
                : response.lastEvaluatedKey(ItemKey.of(found.get(limit - 1)).toMap())
                        .build();
    }

    private PutItemResponse put(PutItemRequest put) {
        ItemKey key = ItemKey.of(put.item());
        check(
                put.conditionExpression(),
                items.getOrDefault(key, Map.of()),
                put.expressionAttributeNames(),
                put.expressionAttributeValues());
        items.put(key, put.item());
        return PutItemResponse.builder().build();
    }

    private UpdateItemResponse update(UpdateItemRequest update) {
        ItemKey key = ItemKey.of(update.key());
        Map<String, AttributeValue> item = new HashMap<>(items.getOrDefault(key, Map.of()));
        check(
                update.conditionExpression(),
                item,
                update.expressionAttributeNames(),
                update.expressionAttributeValues());
        Matcher clauses = CLAUSE.matcher(update.updateExpression().trim());
        while (clauses.find()) {
            for (String change : clauses.group(2).trim().split(", ?")) {
                String[] words = change.trim().split(" (= )?");
                String name = update.expressionAttributeNames().getOrDefault(words[0], words[0]);
                change(
                        item,
                        clauses.group(1),
                        name,
                        words.length < 2
                                ? null
                                : update.expressionAttributeValues().get(words[1]));
            }
        }
        item.putAll(update.key());
        items.put(key, item);
        return UpdateItemResponse.builder().attributes(item).build();
    }

    private static void change(Map<String, AttributeValue> item, String verb, String name, AttributeValue value) {
        Set<String> texts = new TreeSet<>(
                item.containsKey(name) && item.get(name).hasSs()
                        ? item.get(name).ss()
                        : Set.of());
        switch (verb) {
            case "SET" -> item.put(name, value);
            case "REMOVE" -> item.remove(name);
            case "ADD" -> {
                texts.addAll(value.ss());
                item.put(name, AttributeValue.fromSs(List.copyOf(texts)));
            }
            case "DELETE" -> {
                texts.removeAll(new HashSet<>(value.ss()));
                if (texts.isEmpty()) {
                    item.remove(name);
                } else {
                    item.put(name, AttributeValue.fromSs(List.copyOf(texts)));
                }
            }
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private DeleteItemResponse delete(DeleteItemRequest delete) {
        ItemKey key = ItemKey.of(delete.key());
        check(
                delete.conditionExpression(),
                items.getOrDefault(key, Map.of()),
                delete.expressionAttributeNames(),
                delete.expressionAttributeValues());
        items.remove(key);
        return DeleteItemResponse.builder().build();
    }

    private static void check(
            String condition,
            Map<String, AttributeValue> item,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        if (condition == null) {
            return;
        }
        for (String term : condition.split(" AND ")) {
            if (!holds(term.trim(), item, names, values)) {
                throw ConditionalCheckFailedException.builder()
                        .message("The conditional request failed")
                        .build();
            }
        }
    }

    private static boolean holds(
            String term,
            Map<String, AttributeValue> item,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        String[] words = term.split("[ (),=]+");
        return switch (words[0]) {
            case "attribute_exists" -> item.containsKey(names.get(words[1]));
            case "attribute_not_exists" -> !item.containsKey(names.get(words[1]));
            case "contains" ->
                item.containsKey(names.get(words[1]))
                        && item.get(names.get(words[1]))
                                .ss()
                                .contains(values.get(words[2]).s());
            default -> values.get(words[1]).equals(item.get(names.get(words[0])));
        };
    }

    private BatchGetItemResponse read(BatchGetItemRequest read) {
        String table = read.requestItems().keySet().iterator().next();
        KeysAndAttributes asked = read.requestItems().get(table);
        List<Map<String, AttributeValue>> found = asked.keys().stream()
                .map(key -> items.get(ItemKey.of(key)))
                .filter(item -> item != null)
                .toList();
        return BatchGetItemResponse.builder()
                .responses(Map.of(table, found))
                .unprocessedKeys(Map.of())
                .build();
    }

    private BatchWriteItemResponse write(BatchWriteItemRequest write) {
        String table = write.requestItems().keySet().iterator().next();
        List<WriteRequest> asked = write.requestItems().get(table);
        List<WriteRequest> written = asked.subList(0, Math.min(mostWritten, asked.size()));
        List<WriteRequest> undone = new ArrayList<>(asked.subList(written.size(), asked.size()));
        for (WriteRequest request : written) {
            if (request.putRequest() != null) {
                items.put(
                        ItemKey.of(request.putRequest().item()),
                        request.putRequest().item());
            } else {
                items.remove(ItemKey.of(request.deleteRequest().key()));
            }
        }
        return BatchWriteItemResponse.builder()
                .unprocessedItems(undone.isEmpty() ? Map.of() : Map.of(table, undone))
                .build();
    }
}
