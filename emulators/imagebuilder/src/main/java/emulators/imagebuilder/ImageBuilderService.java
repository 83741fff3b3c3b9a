package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Route;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.EmulatedService;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.RestJson;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;
import java.util.List;

/** Connects Image Builder to the wire layer: finds the operation and the account of a request. */
final class ImageBuilderService implements EmulatedService {

    /** Twice the size of the largest distribution configuration: two lists of 1,536 accounts in each of 40 Regions. */
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private static final Protocol PROTOCOL = new RestJson(
            ServiceError.INVALID_REQUEST.type(), ServiceError.INVALID_REQUEST.type(), ServiceError.SERVICE.type());

    /** The only query parameter that is a list. */
    private static final String TAG_KEYS = "tagKeys";

    private final Accounts accounts;

    ImageBuilderService(Accounts accounts) {
        this.accounts = requireNonNull(accounts, "accounts");
    }

    @Override
    public Protocol protocol() {
        return PROTOCOL;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public String operation(WireRequest request) throws ServiceException {
        return ApiModel.find(request.method(), request.path())
                .map(Route::operation)
                .orElseThrow(() -> ServiceError.UNKNOWN_OPERATION.exception("This emulator does not know the operation "
                        + request.path().substring(Math.min(1, request.path().length())) + " (" + request.method()
                        + " " + request.path() + ")."));
    }

    @Override
    public JsonNode call(String name, WireRequest request, String requestId) throws ServiceException {
        RegionalAccount account = accounts.of(request);
        Operation operation = account.operations().get(name);
        ObjectNode input;
        try {
            input = input(ApiModel.route(name), request);
        } catch (InvalidValueException e) {
            throw operation.invalidInput().exception(e.getMessage());
        }
        return account.dispatcher().call(operation, input, requestId);
    }

    private static ObjectNode input(Route route, WireRequest request) throws InvalidValueException {
        ObjectNode input = route.isQuery() ? request.queryParameters() : request.json();
        List<String> tagKeys = request.queryValues(TAG_KEYS);
        if (route.isQuery() && !tagKeys.isEmpty()) {
            ArrayNode list = input.putArray(TAG_KEYS);
            tagKeys.forEach(list::add);
        }
        if (route.endsInArn()) {
            input.put("resourceArn", request.pathAfter(route.path()));
        }
        return input;
    }
}
