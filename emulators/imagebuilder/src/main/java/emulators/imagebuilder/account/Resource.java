package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A recipe, configuration or pipeline, as Get returns it.
 *
 * @param sequence the position in the order of creation, by which lists are sorted
 * @param document never changed once it is stored: a change stores another one
 */
public record Resource(long sequence, String arn, ObjectNode document) implements ListEntry {

    public Resource {
        requireNonNull(arn, "arn");
        requireNonNull(document, "document");
    }

    Resource with(ObjectNode newDocument) {
        return new Resource(sequence, arn, newDocument);
    }
}
