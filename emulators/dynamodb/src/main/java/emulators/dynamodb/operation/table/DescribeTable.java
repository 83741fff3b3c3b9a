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
 * Describes a table. Its item count and size are exact.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html">DescribeTable</a>
 */
public final class DescribeTable implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return Members.ofTable("DescribeTableInput");
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        String name = request.get("TableName").textValue();
        Table table = session.find(name).orElseThrow(() -> Errors.tableNotFound(name));
        ObjectNode answer = Json.object();
        answer.set("Table", new TableDescription(table, session.arns()).withStatus("ACTIVE"));
        return answer;
    }
}
