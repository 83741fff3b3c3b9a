package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;

/** Which attributes of an item a write answers. */
enum ReturnValues {
    NONE,
    ALL_OLD,
    UPDATED_OLD,
    ALL_NEW,
    UPDATED_NEW;

    static ReturnValues in(JsonNode request) {
        return Json.text(request, "ReturnValues").map(ReturnValues::valueOf).orElse(NONE);
    }

    /**
     * The values of PutItem and DeleteItem, which return the item before the write or nothing.
     *
     * @throws ValidationException if the request asks for others
     */
    static ReturnValues noneOrAllOld(JsonNode request) {
        ReturnValues values = in(request);
        if (values != NONE && values != ALL_OLD) {
            throw new ValidationException("Return values set to invalid value");
        }
        return values;
    }
}
