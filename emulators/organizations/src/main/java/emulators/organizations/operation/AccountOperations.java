package emulators.organizations.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.organization.AccountCreation;
import emulators.organizations.organization.AccountParent;
import emulators.organizations.organization.AccountState;
import emulators.organizations.organization.MemberAccount;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.time.InstantSource;
import java.util.Map;

/** The operations that change accounts. Those that take time only start the work: {@link BackgroundWork} completes it. */
final class AccountOperations {

    private final OrganizationTree tree;
    private final InstantSource clock;
    private final BackgroundWork background;

    AccountOperations(OrganizationTree tree, InstantSource clock, BackgroundWork background) {
        this.tree = requireNonNull(tree, "tree");
        this.clock = requireNonNull(clock, "clock");
        this.background = requireNonNull(background, "background");
    }

    Map<String, OrganizationsOperation> table() {
        return Map.of(
                "CreateAccount", this::create,
                "DescribeCreateAccountStatus", this::creation,
                "MoveAccount", this::move,
                "CloseAccount", this::close,
                "RemoveAccountFromOrganization", this::remove);
    }

    private ObjectNode create(ObjectNode request, int maxEntries) {
        Map<String, String> tags = TagOperations.tagsIn(request);
        AccountCreation creation = tree.startCreation(request.get("AccountName").textValue(), clock.instant());
        background.create(creation, request.get("Email").textValue(), tags);
        return Json.object().set("CreateAccountStatus", OrganizationViews.creation(creation));
    }

    private ObjectNode creation(ObjectNode request, int maxEntries) {
        String id = request.get("CreateAccountRequestId").textValue();
        return Json.object()
                .set(
                        "CreateAccountStatus",
                        tree.creation(id)
                                .map(OrganizationViews::creation)
                                .orElseThrow(() -> OrganizationsErrors.notFound(
                                        OrganizationsErrors.CREATION_NOT_FOUND, "a create account request", id)));
    }

    /**
     * The account must be in the source.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html">MoveAccount</a>
     */
    private ObjectNode move(ObjectNode request, int maxEntries) {
        MemberAccount account = account(request);
        String source = parent(request, "SourceParentId", OrganizationsErrors.SOURCE_NOT_FOUND);
        String destination = parent(request, "DestinationParentId", OrganizationsErrors.DESTINATION_NOT_FOUND);
        if (account.parent().equals(destination)) {
            throw new ServiceException(
                    OrganizationsErrors.DUPLICATE_ACCOUNT, "That account is already present in the destination.");
        }
        if (!account.parent().equals(source)) {
            throw OrganizationsErrors.notFound(
                    OrganizationsErrors.SOURCE_NOT_FOUND, "the account in the source parent", source);
        }
        tree.put(account.in(destination));
        return Json.object();
    }

    private String parent(ObjectNode request, String member, ErrorType notFound) {
        String id = request.get(member).textValue();
        return tree.parent(id)
                .map(AccountParent::id)
                .orElseThrow(() -> OrganizationsErrors.notFound(notFound, "a root or organizational unit", id));
    }

    /** @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html">CloseAccount</a> */
    private ObjectNode close(ObjectNode request, int maxEntries) {
        MemberAccount account = account(request);
        if (account.id().equals(tree.managementAccount())) {
            throw OrganizationsErrors.withReason(
                    OrganizationsErrors.CONSTRAINT_VIOLATION,
                    "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
                    "You can't close the management account of the organization.");
        }
        if (account.state() == AccountState.PENDING_CLOSURE) {
            throw new ServiceException(OrganizationsErrors.CONFLICT, "The closure of this account is in progress.");
        }
        if (account.state() == AccountState.CLOSED) {
            throw new ServiceException(
                    OrganizationsErrors.ACCOUNT_ALREADY_CLOSED, "You attempted to close an account that is closed.");
        }
        tree.put(account.withState(AccountState.PENDING_CLOSURE));
        background.close(account.id());
        return Json.object();
    }

    private ObjectNode remove(ObjectNode request, int maxEntries) {
        MemberAccount account = account(request);
        if (account.id().equals(tree.managementAccount())) {
            throw new ServiceException(
                    OrganizationsErrors.MASTER_CANNOT_LEAVE, "The management account can't leave the organization.");
        }
        tree.remove(account);
        return Json.object();
    }

    private MemberAccount account(ObjectNode request) {
        String id = request.get("AccountId").textValue();
        return tree.account(id)
                .orElseThrow(
                        () -> OrganizationsErrors.notFound(OrganizationsErrors.ACCOUNT_NOT_FOUND, "an account", id));
    }
}
