package emulators.dynamodb.key;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The attributes of a table's primary key.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_KeySchemaElement.html">KeySchemaElement</a>
 */
public record KeySchema(KeyAttribute partition, Optional<KeyAttribute> sort) {

    private static final String MISMATCH = "The provided key element does not match the schema";

    public KeySchema {
        requireNonNull(partition, "partition");
        requireNonNull(sort, "sort");
    }

    /** Returns the attributes, partition key first. */
    public List<KeyAttribute> attributes() {
        return Stream.concat(Stream.of(partition), sort.stream()).toList();
    }

    public boolean contains(String attribute) {
        return attributes().stream().anyMatch(key -> key.name().equals(attribute));
    }

    /**
     * Returns the key of an item to store.
     *
     * @throws ValidationException if an attribute is missing, of another type, empty or too large
     */
    public ItemKey keyOf(Item item) {
        return new ItemKey(partition.in(item), sort.map(attribute -> attribute.in(item)));
    }

    /**
     * Returns the key of an item in a request.
     *
     * @throws ValidationException if it is not exactly the table's key, or a value is empty or too large
     */
    public ItemKey exactKey(Item key) {
        List<KeyAttribute> attributes = attributes();
        if (key.attributes().size() != attributes.size()) {
            throw new ValidationException(MISMATCH);
        }
        attributes.forEach(attribute -> ofType(attribute, key));
        return new ItemKey(
                partition.checked(ofType(partition, key)),
                sort.map(attribute -> attribute.checked(ofType(attribute, key))));
    }

    private static AttributeValue ofType(KeyAttribute attribute, Item key) {
        return key.get(attribute.name())
                .filter(value -> value.type().equals(attribute.type()))
                .orElseThrow(() -> new ValidationException(MISMATCH));
    }

    /** Returns the key attributes as an item. */
    public Item toItem(ItemKey key) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(partition.name(), key.partition());
        sort.ifPresent(attribute -> attributes.put(attribute.name(), key.sort().orElseThrow()));
        return Item.of(attributes);
    }
}
