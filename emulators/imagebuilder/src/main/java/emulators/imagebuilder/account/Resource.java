package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.VersionNumber;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * A component, recipe, configuration, or pipeline, in the format of its get operation.
 *
 * @param sequence the position in creation order, which determines the order of lists
 * @param document never modified after it is stored; changes store a new document
 */
public record Resource(long sequence, String arn, ObjectNode document) implements ListEntry {

    public Resource {
        requireNonNull(arn, "arn");
        requireNonNull(document, "document");
    }

    Resource with(ObjectNode newDocument) {
        return new Resource(sequence, arn, newDocument);
    }

    public Optional<String> text(String member) {
        return Json.text(document, member);
    }

    /** Returns its version, if its kind has versions. */
    public VersionNumber version() {
        return text("version").flatMap(VersionNumber::parse).orElseThrow();
    }

    /** Returns the ARN of its version, without a build. */
    public String versionArn() {
        return Arns.versionless(arn) + "/" + version();
    }
}
