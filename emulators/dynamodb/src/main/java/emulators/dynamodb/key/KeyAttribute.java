package emulators.dynamodb.key;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;

/**
 * An attribute of a table's primary key.
 *
 * @param type S, N or B
 */
public record KeyAttribute(String name, String type, Role role) {

    /** The attribute's role, with the maximum size of its value. */
    public enum Role {
        HASH(2048, "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
        RANGE(1024, "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");

        private final long maxSize;
        private final String tooLarge;

        Role(long maxSize, String tooLarge) {
            this.maxSize = maxSize;
            this.tooLarge = tooLarge;
        }
    }

    public KeyAttribute {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(role, "role");
    }

    /** Returns the attribute's value in an item to store. */
    AttributeValue in(Item item) {
        AttributeValue value = item.get(name)
                .orElseThrow(() -> new ValidationException(
                        "One or more parameter values were invalid: Missing the key " + name + " in the item"));
        if (!value.type().equals(type)) {
            throw new ValidationException("One or more parameter values were invalid: Type mismatch for key " + name
                    + " expected: " + type + " actual: " + value.type());
        }
        return checked(value);
    }

    /** Returns the value. Throws if it is empty or too large for a key. */
    AttributeValue checked(AttributeValue value) {
        if (value.size() == 0) {
            throw new ValidationException("One or more parameter values are not valid. The AttributeValue for a key "
                    + "attribute cannot contain an empty " + (type.equals("S") ? "string" : "binary") + " value. Key: "
                    + name);
        }
        if (value.size() > role.maxSize) {
            throw new ValidationException("One or more parameter values were invalid: " + role.tooLarge);
        }
        return value;
    }
}
