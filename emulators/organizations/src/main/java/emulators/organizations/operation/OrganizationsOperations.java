package emulators.organizations.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.ShapeTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every operation that the emulator supports. */
public final class OrganizationsOperations {

    /** The target prefix of the API. */
    public static final String TARGET = "AWSOrganizationsV20161128";

    /** The operations with pages. */
    public static final Set<String> PAGED = Set.of(
            "ListAccounts",
            "ListRoots",
            "ListOrganizationalUnitsForParent",
            "ListAccountsForParent",
            "ListParents",
            "ListTagsForResource");

    /** The operations that change something. CloudTrail records them. */
    public static final Set<String> CHANGING = Set.of(
            "CreateAccount",
            "MoveAccount",
            "CloseAccount",
            "RemoveAccountFromOrganization",
            "CreateOrganizationalUnit",
            "UpdateOrganizationalUnit",
            "TagResource",
            "UntagResource");

    private static final ShapeTable SHAPES = shapes();

    private final Map<String, OrganizationsOperation> operations = new TreeMap<>();

    public OrganizationsOperations(OrganizationTree tree, InstantSource clock, BackgroundWork background) {
        operations.putAll(new ListOperations(tree).table());
        operations.putAll(new AccountOperations(tree, clock, background).table());
        operations.putAll(new UnitOperations(tree).table());
        operations.putAll(new TagOperations(tree).table());
    }

    private static ShapeTable shapes() {
        try (InputStream text = OrganizationsOperations.class.getResourceAsStream("api-model.txt")) {
            return ShapeTable.read(new String(text.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> names() {
        return Set.copyOf(operations.keySet());
    }

    /**
     * Checks the request and runs the operation.
     *
     * @throws ServiceException if the service would refuse the call; nothing has changed
     */
    public ObjectNode call(String name, ObjectNode request, int maxEntries) {
        OrganizationsOperation operation = operations.get(name);
        if (operation == null) {
            throw OrganizationsErrors.unknownOperation(name);
        }
        try {
            SHAPES.structure(name).check(request);
        } catch (InvalidValueException e) {
            throw new ServiceException(OrganizationsErrors.INVALID_INPUT, e.getMessage());
        }
        return operation.answer(request, maxEntries);
    }
}
