package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;

/** The attributes that a write returns. */
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
     * Reads the ReturnValues of PutItem and DeleteItem, which return the old item or nothing.
     *
     * @throws ValidationException if the request has another value
     */
    static ReturnValues noneOrAllOld(JsonNode request) {
        ReturnValues values = in(request);
        if (values != NONE && values != ALL_OLD) {
            throw new ValidationException("Return values set to invalid value");
        }
        return values;
    }
}
