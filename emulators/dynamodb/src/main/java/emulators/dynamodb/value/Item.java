package emulators.dynamodb.value;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable item: its top-level attributes by name. Equality ignores the order of attributes. The hash is computed once, because items are parts of keys in large hash tables.
 */
public final class Item {

    private static final Item EMPTY = new Item(Map.of());

    private final Map<String, AttributeValue> attributes;
    private final int hash;
    private final long size;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
        this.hash = attributes.hashCode();
        this.size = MapValue.sizeOf(attributes);
    }

    public static Item of(Map<String, AttributeValue> attributes) {
        return attributes.isEmpty() ? EMPTY : new Item(Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }

    /** The item without attributes. Conditions see it if no item exists. */
    public static Item empty() {
        return EMPTY;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    public Optional<AttributeValue> get(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** All attributes, unmodifiable. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    /** Returns a copy in which the attribute has the value. */
    public Item with(String name, AttributeValue value) {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return of(changed);
    }

    /** Returns a copy without the attribute, or this item if it does not have the attribute. */
    public Item without(String name) {
        if (!attributes.containsKey(name)) {
            return this;
        }
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.remove(name);
        return of(changed);
    }

    /**
     * Returns the size of the item in bytes: its attribute names and values.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
     *     sizes and formats</a>
     */
    public long size() {
        return size;
    }

    public ObjectNode toJson() {
        return MapValue.toJson(attributes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Item item && hash == item.hash && attributes.equals(item.attributes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
