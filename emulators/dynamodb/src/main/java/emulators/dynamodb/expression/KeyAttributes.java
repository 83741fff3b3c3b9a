package emulators.dynamodb.expression;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The attributes of a primary key, for checking key conditions. */
public record KeyAttributes(KeyAttribute partition, Optional<KeyAttribute> sort) {

    public KeyAttributes {
        requireNonNull(partition, "partition");
        requireNonNull(sort, "sort");
    }

    /**
     * One attribute of a key.
     *
     * @param type {@code S}, {@code N} or {@code B}
     */
    public record KeyAttribute(String name, String type) {

        public KeyAttribute {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }
}
