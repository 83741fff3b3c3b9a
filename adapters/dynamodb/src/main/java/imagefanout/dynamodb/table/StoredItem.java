package imagefanout.dynamodb.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as stored in a table. Setters add an attribute and return the item; empty optionals, lists of texts and maps
 * are not stored. Getters have the same names; optionals, lists of texts, maps and flags that are absent read as empty
 * or false.
 */
public final class StoredItem {
    private final Map<String, AttributeValue> attributes;

    private StoredItem(Map<String, AttributeValue> attributes) {
        this.attributes = new HashMap<>(attributes);
    }

    public static StoredItem of(Map<String, AttributeValue> attributes) {
        return new StoredItem(attributes);
    }

    /** An item with only its key. */
    public static StoredItem at(StoredKey key) {
        return new StoredItem(key.toMap());
    }

    public StoredKey key() {
        return StoredKey.of(attributes);
    }

    public Map<String, AttributeValue> attributes() {
        return Map.copyOf(attributes);
    }

    /** Returns a copy for an update that also removes the named attributes that this item does not have. */
    public StoredItem clearing(Collection<String> names) {
        StoredItem update = new StoredItem(attributes);
        names.forEach(name -> update.attributes.putIfAbsent(name, AttributeValue.fromNul(true)));
        return update;
    }

    public StoredItem value(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    public Optional<AttributeValue> value(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    public StoredItem text(String name, Object value) {
        return value(name, AttributeValue.fromS(value.toString()));
    }

    public String text(String name) {
        return attributes.get(name).s();
    }

    public StoredItem optional(String name, Optional<?> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    public Optional<String> optional(String name) {
        return value(name).map(AttributeValue::s);
    }

    public StoredItem number(String name, long value) {
        return value(name, AttributeValue.fromN(Long.toString(value)));
    }

    public long number(String name) {
        return Long.parseLong(attributes.get(name).n());
    }

    public StoredItem flag(String name, boolean value) {
        return value(name, AttributeValue.fromBool(value));
    }

    public boolean flag(String name) {
        return value(name).map(AttributeValue::bool).orElse(false);
    }

    public StoredItem texts(String name, Collection<?> values) {
        return values.isEmpty() ? this : value(name, list(values, AttributeValue::fromS));
    }

    public List<String> texts(String name) {
        return value(name).map(AttributeValue::l).orElse(List.of()).stream()
                .map(AttributeValue::s)
                .toList();
    }

    public <T> List<T> texts(String name, Function<String, T> parse) {
        return texts(name).stream().map(parse).toList();
    }

    public StoredItem numbers(String name, List<Integer> values) {
        return value(name, list(values, AttributeValue::fromN));
    }

    private static AttributeValue list(Collection<?> values, Function<String, AttributeValue> form) {
        return AttributeValue.fromL(
                values.stream().map(Object::toString).map(form).toList());
    }

    public List<Integer> numbers(String name) {
        return attributes.get(name).l().stream()
                .map(value -> Integer.valueOf(value.n()))
                .toList();
    }

    public StoredItem pairs(String name, Map<String, String> pairs) {
        return pairs.isEmpty() ? this : value(name, map(pairs));
    }

    public SortedMap<String, String> pairs(String name) {
        return value(name).map(StoredItem::pairs).orElseGet(TreeMap::new);
    }

    /** Converts a map of strings to an attribute value. */
    public static AttributeValue map(Map<String, String> pairs) {
        Map<String, AttributeValue> map = new HashMap<>();
        pairs.forEach((name, text) -> map.put(name, AttributeValue.fromS(text)));
        return AttributeValue.fromM(map);
    }

    /** Converts the result of {@link #map} back. */
    public static SortedMap<String, String> pairs(AttributeValue map) {
        SortedMap<String, String> pairs = new TreeMap<>();
        map.m().forEach((name, text) -> pairs.put(name, text.s()));
        return pairs;
    }
}
