package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.wire.shape.Json;

/**
 * Deletes a table with all items immediately. Its stream stays readable for one day.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html">DeleteTable</a>
 */
public final class DeleteTable implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return Members.ofTable("DeleteTableInput");
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        String name = request.get("TableName").textValue();
        Table table = session.find(name).orElseThrow(() -> Errors.tableNotFound(name));
        if (table.definition().deletionProtected()) {
            throw Errors.tableProtected(table.name());
        }
        session.delete(table);
        ObjectNode answer = Json.object();
        answer.set("TableDescription", new TableDescription(table, session.arns()).withStatus("DELETING"));
        return answer;
    }
}
