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

    /** What the attribute is for, with the size that its value may have. */
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

    /** The attribute's value in an item that is to be stored. */
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

    /** The value, unless it is empty or too large for a key. */
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
