package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.ShardIterator;
import emulators.dynamodb.stream.StreamRecord;
import emulators.wire.shape.Json;
import java.util.Iterator;

/**
 * Reads up to 1,000 records or 1 MB of a shard. A shard stays open until its table is deleted. Until then, the answer always has a next iterator, even without records.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html">GetRecords</a>
 */
public final class GetRecords implements DynamoDbOperation {

    private static final int MAX_RECORDS = 1000;
    private static final long MAX_BYTES = 1024 * 1024;

    @Override
    public InputStructure input() {
        return InputStructure.of("GetRecordsInput")
                .requires("ShardIterator", InputText.ofLength(1, 2048))
                .allows("Limit", InputNumber.between(1, MAX_RECORDS));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        ShardIterator iterator =
                ShardIterator.parse(request.get("ShardIterator").textValue());
        ChangeStream stream =
                session.stream(iterator.streamArn()).orElseThrow(() -> Errors.streamNotFound(iterator.streamArn()));
        if (iterator.isExpired(session.now())) {
            throw Errors.iteratorExpired();
        }
        int limit = request.path("Limit").asInt(MAX_RECORDS);
        ObjectNode answer = Json.object();
        ArrayNode records = answer.putArray("Records");
        Iterator<StreamRecord> rest = stream.from(iterator.sequence(), session.now());
        long next = iterator.sequence();
        long bytes = 0;
        while (rest.hasNext() && records.size() < limit && bytes < MAX_BYTES) {
            StreamRecord record = rest.next();
            records.add(record.toJson(session.arns().region()));
            bytes += record.size();
            next = record.sequence() + 1;
        }
        if (rest.hasNext() || !stream.isDisabled()) {
            answer.put("NextShardIterator", new ShardIterator(iterator.streamArn(), next, session.now()).text());
        }
        return answer;
    }
}
