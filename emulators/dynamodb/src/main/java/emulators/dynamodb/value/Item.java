package emulators.dynamodb.value;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable item: its top-level attributes by name. Equal by content whatever the order; its hash is computed once,
 * because items are parts of keys of large hash tables.
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

    /** The item without attributes: what conditions see where no item exists. */
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

    /** A copy in which the attribute has the value. */
    public Item with(String name, AttributeValue value) {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return of(changed);
    }

    /** A copy without the attribute; the item itself if it has none of that name. */
    public Item without(String name) {
        if (!attributes.containsKey(name)) {
            return this;
        }
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.remove(name);
        return of(changed);
    }

    /**
     * The size of the item in bytes: the names and the values of its attributes.
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
