package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A recipe, configuration or pipeline, as Get answers it.
 *
 * @param sequence the how-manieth thing of its account this is; lists go by it
 * @param document never changed once it is kept: a change keeps another one
 */
public record Resource(long sequence, String arn, ObjectNode document) implements Listed {

    public Resource {
        requireNonNull(arn, "arn");
        requireNonNull(document, "document");
    }

    Resource with(ObjectNode newDocument) {
        return new Resource(sequence, arn, newDocument);
    }
}
