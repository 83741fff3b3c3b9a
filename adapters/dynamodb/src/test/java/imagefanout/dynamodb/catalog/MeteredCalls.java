package imagefanout.dynamodb.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.sdk.DynamoDbCalls;

/** Counts requests and the consumed capacity that DynamoDB reports. */
public final class MeteredCalls implements DynamoDbCalls {
    private final DynamoDbCalls calls;
    private int requests;
    private double readUnits;
    private double writeUnits;

    public MeteredCalls(DynamoDbCalls calls) {
        this.calls = calls;
    }

    public int requests() {
        return requests;
    }

    public double readUnits() {
        return readUnits;
    }

    public double writeUnits() {
        return writeUnits;
    }

    /** Resets all counters. */
    public void reset() {
        requests = 0;
        readUnits = 0;
        writeUnits = 0;
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request) {
        requests++;
        if (operation.equals("CreateTable")) {
            return calls.call(operation, request);
        }
        ObjectNode response = calls.call(operation, request.put("ReturnConsumedCapacity", "TOTAL"));
        double units = units(response.required("ConsumedCapacity"));
        if (operation.matches("Query|Scan|GetItem|BatchGetItem")) {
            readUnits += units;
        } else {
            writeUnits += units;
        }
        return response;
    }

    /** @param consumed the units of one table, or a list with those of each table */
    private static double units(JsonNode consumed) {
        return consumed.findValues("CapacityUnits").stream()
                .mapToDouble(JsonNode::doubleValue)
                .sum();
    }
}
