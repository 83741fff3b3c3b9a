package emulators.organizations.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.organization.AccountParent;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Map;

/** The operations that change organizational units. */
final class UnitOperations {

    /**
     * Units may be nested five deep.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">Quotas</a>
     */
    private static final int MAX_DEPTH = 5;

    private final OrganizationTree tree;
    private final OrganizationViews views;

    UnitOperations(OrganizationTree tree) {
        this.tree = requireNonNull(tree, "tree");
        this.views = new OrganizationViews(tree);
    }

    Map<String, OrganizationsOperation> table() {
        return Map.of("CreateOrganizationalUnit", this::create, "UpdateOrganizationalUnit", this::update);
    }

    private ObjectNode create(ObjectNode request, int maxEntries) {
        String parent = request.get("ParentId").textValue();
        String name = request.get("Name").textValue();
        Map<String, String> tags = TagOperations.tagsIn(request);
        if (tree.parent(parent).isEmpty()) {
            throw OrganizationsErrors.notFound(
                    OrganizationsErrors.PARENT_NOT_FOUND, "a root or organizational unit", parent);
        }
        requireUnused(parent, name);
        if (tree.depth(parent) >= MAX_DEPTH) {
            throw OrganizationsErrors.withReason(
                    OrganizationsErrors.CONSTRAINT_VIOLATION,
                    "OU_DEPTH_LIMIT_EXCEEDED",
                    "You attempted to create an OU tree that is too many levels deep.");
        }
        AccountParent unit = tree.addUnit(parent, name);
        tree.tag(unit.id(), tags);
        return Json.object().set("OrganizationalUnit", views.unit(unit));
    }

    private ObjectNode update(ObjectNode request, int maxEntries) {
        String id = request.get("OrganizationalUnitId").textValue();
        AccountParent unit = tree.parent(id)
                .orElseThrow(() ->
                        OrganizationsErrors.notFound(OrganizationsErrors.UNIT_NOT_FOUND, "an organizational unit", id));
        String name = Json.text(request, "Name").orElse(unit.name());
        if (!name.equals(unit.name())) {
            requireUnused(unit.parent().orElseThrow(), name);
        }
        return Json.object().set("OrganizationalUnit", views.unit(tree.rename(unit, name)));
    }

    private void requireUnused(String parent, String name) {
        if (tree.hasUnit(parent, name)) {
            throw new ServiceException(
                    OrganizationsErrors.DUPLICATE_UNIT, "An OU with the same name already exists: " + name + ".");
        }
    }
}
