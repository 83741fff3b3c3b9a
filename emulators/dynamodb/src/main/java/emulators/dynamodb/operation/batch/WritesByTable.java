package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputMap;
import emulators.dynamodb.input.InputShape;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.Violations;
import emulators.dynamodb.request.Members;

/** The shape of a batch of writes: up to 25 per table. The service has a special message for their number. */
final class WritesByTable implements InputShape {

    static final int MAX_WRITES = 25;

    private static final InputMap WRITES = InputMap.any(InputList.any(InputStructure.of("WriteRequest")
            .allows("PutRequest", InputStructure.of("PutRequest").requires("Item", Members.ATTRIBUTES))
            .allows("DeleteRequest", InputStructure.of("DeleteRequest").requires("Key", Members.ATTRIBUTES))));

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        WRITES.check(value, path, violations);
        for (JsonNode writes : value) {
            if (writes.isEmpty() || writes.size() > MAX_WRITES) {
                violations.add(
                        show(value),
                        path,
                        "Map value must satisfy constraint: [Member must have length less than or equal to "
                                + MAX_WRITES + ", Member must have length greater than or equal to 1]");
                return;
            }
        }
    }

    @Override
    public String show(JsonNode value) {
        return WRITES.show(value);
    }
}
