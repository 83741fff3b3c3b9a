package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Returns whether time to live is enabled for a table, and its attribute.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html">DescribeTimeToLive</a>
 */
public final class DescribeTimeToLive implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return Members.ofTable("DescribeTimeToLiveInput");
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        String name = request.get("TableName").textValue();
        Table table = session.find(name).orElseThrow(() -> Errors.tableNotFound(name));
        Optional<String> attribute = table.timeToLive().attribute();
        ObjectNode answer = Json.object();
        ObjectNode description = answer.putObject("TimeToLiveDescription");
        description.put("TimeToLiveStatus", attribute.isPresent() ? "ENABLED" : "DISABLED");
        attribute.ifPresent(text -> description.put("AttributeName", text));
        return answer;
    }
}
