package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.wire.shape.Json;
import java.util.Iterator;

/**
 * Lists tables by name, page by page.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html">ListTables</a>
 */
public final class ListTables implements DynamoDbOperation {

    private static final int MAX_NAMES = 100;

    @Override
    public InputStructure input() {
        return InputStructure.of("ListTablesInput")
                .allows("ExclusiveStartTableName", Members.NEW_TABLE_NAME)
                .allows("Limit", InputNumber.between(1, MAX_NAMES));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        String start = request.path("ExclusiveStartTableName").asText("");
        int limit = request.path("Limit").asInt(MAX_NAMES);
        ObjectNode answer = Json.object();
        ArrayNode names = answer.putArray("TableNames");
        Iterator<Table> tables = session.state().tables().ascending(name -> name.compareTo(start) <= 0 ? -1 : 0);
        while (tables.hasNext() && names.size() < limit) {
            names.add(tables.next().name());
        }
        if (tables.hasNext()) {
            answer.set("LastEvaluatedTableName", names.get(names.size() - 1));
        }
        return answer;
    }
}
