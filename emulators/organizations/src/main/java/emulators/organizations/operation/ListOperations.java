package emulators.organizations.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.operation.OrganizationPage.Entry;
import emulators.organizations.organization.AccountParent;
import emulators.organizations.organization.MemberAccount;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.protocol.ErrorType;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that read. */
final class ListOperations {

    private final OrganizationTree tree;
    private final OrganizationViews views;

    ListOperations(OrganizationTree tree) {
        this.tree = requireNonNull(tree, "tree");
        this.views = new OrganizationViews(tree);
    }

    Map<String, OrganizationsOperation> table() {
        return Map.of(
                "ListAccounts", this::accounts,
                "ListRoots", this::roots,
                "ListOrganizationalUnitsForParent", this::unitsForParent,
                "ListAccountsForParent", this::accountsForParent,
                "ListParents", this::parents,
                "ListTagsForResource", this::tags,
                "DescribeAccount", this::account,
                "DescribeOrganization", this::organization,
                "DescribeOrganizationalUnit", this::unit);
    }

    private ObjectNode accounts(ObjectNode request, int maxEntries) {
        return OrganizationPage.of("Accounts", "", entries(tree.accounts()), request, maxEntries);
    }

    private ObjectNode accountsForParent(ObjectNode request, int maxEntries) {
        String parent = parent(request);
        return OrganizationPage.of("Accounts", parent, entries(tree.accountsIn(parent)), request, maxEntries);
    }

    private List<Entry> entries(Collection<MemberAccount> accounts) {
        return accounts.stream()
                .map(account -> new Entry(account.order(), views.account(account)))
                .toList();
    }

    private ObjectNode roots(ObjectNode request, int maxEntries) {
        AccountParent root = tree.parent(tree.rootId()).orElseThrow();
        return OrganizationPage.of(
                "Roots", "", List.of(new Entry(root.order(), views.root(root))), request, maxEntries);
    }

    private ObjectNode unitsForParent(ObjectNode request, int maxEntries) {
        String parent = parent(request);
        List<Entry> units = tree.unitsIn(parent).stream()
                .map(unit -> new Entry(unit.order(), views.unit(unit)))
                .toList();
        return OrganizationPage.of("OrganizationalUnits", parent, units, request, maxEntries);
    }

    private String parent(ObjectNode request) {
        String parent = request.get("ParentId").textValue();
        return tree.parent(parent)
                .map(AccountParent::id)
                .orElseThrow(() -> OrganizationsErrors.notFound(
                        OrganizationsErrors.PARENT_NOT_FOUND, "a root or organizational unit", parent));
    }

    private ObjectNode parents(ObjectNode request, int maxEntries) {
        String child = request.get("ChildId").textValue();
        Optional<String> parentId = tree.account(child)
                .map(MemberAccount::parent)
                .or(() -> tree.parent(child).flatMap(AccountParent::parent));
        AccountParent parent = parentId.flatMap(tree::parent)
                .orElseThrow(() -> OrganizationsErrors.notFound(
                        OrganizationsErrors.CHILD_NOT_FOUND, "an account or organizational unit", child));
        ObjectNode document =
                Json.object().put("Id", parent.id()).put("Type", parent.isRoot() ? "ROOT" : "ORGANIZATIONAL_UNIT");
        return OrganizationPage.of("Parents", child, List.of(new Entry(1, document)), request, maxEntries);
    }

    private ObjectNode tags(ObjectNode request, int maxEntries) {
        String resource = request.get("ResourceId").textValue();
        if (!tree.isTaggable(resource)) {
            throw OrganizationsErrors.notFound(OrganizationsErrors.TARGET_NOT_FOUND, "a resource", resource);
        }
        List<Entry> entries = new ArrayList<>();
        tree.tags(resource)
                .forEach((key, value) -> entries.add(new Entry(
                        entries.size() + 1L, Json.object().put("Key", key).put("Value", value))));
        ObjectNode wholeList = request.deepCopy().put("MaxResults", Integer.MAX_VALUE);
        return OrganizationPage.of("Tags", resource, entries, wholeList, maxEntries);
    }

    private ObjectNode account(ObjectNode request, int maxEntries) {
        String id = request.get("AccountId").textValue();
        return Json.object()
                .set(
                        "Account",
                        tree.account(id)
                                .map(views::account)
                                .orElseThrow(() -> OrganizationsErrors.notFound(
                                        OrganizationsErrors.ACCOUNT_NOT_FOUND, "an account", id)));
    }

    private ObjectNode organization(ObjectNode request, int maxEntries) {
        return Json.object().set("Organization", views.organization());
    }

    private ObjectNode unit(ObjectNode request, int maxEntries) {
        String id = request.get("OrganizationalUnitId").textValue();
        ErrorType notFound = OrganizationsErrors.UNIT_NOT_FOUND;
        return Json.object()
                .set(
                        "OrganizationalUnit",
                        tree.parent(id)
                                .map(views::unit)
                                .orElseThrow(
                                        () -> OrganizationsErrors.notFound(notFound, "an organizational unit", id)));
    }
}
