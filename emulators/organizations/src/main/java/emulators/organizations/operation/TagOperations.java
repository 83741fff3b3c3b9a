package emulators.organizations.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.shape.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The operations that change tags, of accounts, units and the root. */
final class TagOperations {

    /** @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">Quotas</a> */
    private static final int MAX_TAGS = 50;

    private final OrganizationTree tree;

    TagOperations(OrganizationTree tree) {
        this.tree = requireNonNull(tree, "tree");
    }

    Map<String, OrganizationsOperation> table() {
        return Map.of("TagResource", this::tag, "UntagResource", this::untag);
    }

    private ObjectNode tag(ObjectNode request, int maxEntries) {
        String resource = resource(request);
        Map<String, String> tags = tagsIn(request);
        Set<String> keys = new HashSet<>(tree.tags(resource).keySet());
        keys.addAll(tags.keySet());
        if (keys.size() > MAX_TAGS) {
            throw OrganizationsErrors.withReason(
                    OrganizationsErrors.CONSTRAINT_VIOLATION,
                    "MAX_TAG_LIMIT_EXCEEDED",
                    "You have exceeded the number of tags allowed on this resource.");
        }
        tree.tag(resource, tags);
        return Json.object();
    }

    private ObjectNode untag(ObjectNode request, int maxEntries) {
        tree.untag(resource(request), Json.texts(request, "TagKeys"));
        return Json.object();
    }

    private String resource(ObjectNode request) {
        String resource = request.get("ResourceId").textValue();
        if (!tree.isTaggable(resource)) {
            throw OrganizationsErrors.notFound(OrganizationsErrors.TARGET_NOT_FOUND, "a resource", resource);
        }
        return resource;
    }

    /** The request's member {@code Tags}, in which each key may occur once. */
    static Map<String, String> tagsIn(ObjectNode request) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : Json.elements(request, "Tags")) {
            if (tags.put(tag.get("Key").textValue(), tag.get("Value").textValue()) != null) {
                throw OrganizationsErrors.withReason(
                        OrganizationsErrors.INVALID_INPUT, "DUPLICATE_TAG_KEY", "Tag keys must be unique.");
            }
        }
        return tags;
    }
}
