package emulators.dynamodb.table;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.key.KeySchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a table at its creation.
 *
 * @param attributes the attribute definitions, in the caller's order
 * @param tableClass STANDARD or STANDARD_INFREQUENT_ACCESS, if the caller specified one
 */
public record Definition(
        String name,
        String id,
        Instant created,
        List<AttributeDefinition> attributes,
        KeySchema schema,
        Billing billing,
        Optional<String> tableClass,
        boolean deletionProtected) {

    /** An attribute and its type: S, N or B. */
    public record AttributeDefinition(String name, String type) {}

    public Definition {
        requireNonNull(name, "name");
        requireNonNull(id, "id");
        requireNonNull(created, "created");
        attributes = List.copyOf(attributes);
        requireNonNull(schema, "schema");
        requireNonNull(billing, "billing");
        requireNonNull(tableClass, "tableClass");
    }
}
