package emulators.organizations.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.organization.AccountCreation;
import emulators.organizations.organization.AccountParent;
import emulators.organizations.organization.MemberAccount;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.shape.Json;
import java.math.BigDecimal;
import java.time.Instant;

/** The JSON of what the API answers. */
final class OrganizationViews {

    private final OrganizationTree tree;

    OrganizationViews(OrganizationTree tree) {
        this.tree = requireNonNull(tree, "tree");
    }

    ObjectNode organization() {
        String management = tree.managementAccount();
        ObjectNode organization = Json.object()
                .put("Id", tree.id())
                .put("Arn", tree.arn("organization", ""))
                .put("FeatureSet", "ALL")
                .put("MasterAccountArn", tree.arn("account", management))
                .put("MasterAccountId", management)
                .put(
                        "MasterAccountEmail",
                        tree.account(management).map(MemberAccount::email).orElseThrow());
        organization
                .putArray("AvailablePolicyTypes")
                .addObject()
                .put("Type", "SERVICE_CONTROL_POLICY")
                .put("Status", "ENABLED");
        return organization;
    }

    ObjectNode root(AccountParent root) {
        ObjectNode view = Json.object()
                .put("Id", root.id())
                .put("Arn", tree.arn("root", root.id()))
                .put("Name", root.name());
        view.putArray("PolicyTypes");
        return view;
    }

    ObjectNode unit(AccountParent unit) {
        return Json.object()
                .put("Id", unit.id())
                .put("Arn", tree.arn("ou", unit.id()))
                .put("Name", unit.name());
    }

    ObjectNode account(MemberAccount account) {
        return Json.object()
                .put("Id", account.id())
                .put("Arn", tree.arn("account", account.id()))
                .put("Email", account.email())
                .put("Name", account.name())
                .put("Status", account.state().status())
                .put("State", account.state().name())
                .put("JoinedMethod", account.joinedMethod())
                .put("JoinedTimestamp", seconds(account.joined()));
    }

    static ObjectNode creation(AccountCreation creation) {
        ObjectNode view = Json.object()
                .put("Id", creation.id())
                .put("AccountName", creation.name())
                .put("State", creation.state())
                .put("RequestedTimestamp", seconds(creation.requested()));
        creation.completed().ifPresent(at -> view.put("CompletedTimestamp", seconds(at)));
        creation.account().ifPresent(account -> view.put("AccountId", account));
        creation.failure().ifPresent(failure -> view.put("FailureReason", failure));
        return view;
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
