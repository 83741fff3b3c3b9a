package emulators.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.operation.batch.BatchGetItem;
import emulators.dynamodb.operation.batch.BatchWriteItem;
import emulators.dynamodb.operation.batch.TransactGetItems;
import emulators.dynamodb.operation.batch.TransactWriteItems;
import emulators.dynamodb.operation.item.DeleteItem;
import emulators.dynamodb.operation.item.GetItem;
import emulators.dynamodb.operation.item.PutItem;
import emulators.dynamodb.operation.item.UpdateItem;
import emulators.dynamodb.operation.read.Query;
import emulators.dynamodb.operation.read.Scan;
import emulators.dynamodb.operation.stream.DescribeStream;
import emulators.dynamodb.operation.stream.GetRecords;
import emulators.dynamodb.operation.stream.GetShardIterator;
import emulators.dynamodb.operation.stream.ListStreams;
import emulators.dynamodb.operation.table.CreateTable;
import emulators.dynamodb.operation.table.DeleteTable;
import emulators.dynamodb.operation.table.DescribeTable;
import emulators.dynamodb.operation.table.DescribeTimeToLive;
import emulators.dynamodb.operation.table.ListTables;
import emulators.dynamodb.operation.table.UpdateTimeToLive;
import emulators.wire.protocol.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every operation that the emulator supports. */
final class Operations {

    private static final List<DynamoDbOperation> ON_TABLES = List.of(
            new BatchGetItem(),
            new BatchWriteItem(),
            new CreateTable(),
            new DeleteItem(),
            new DeleteTable(),
            new DescribeTable(),
            new DescribeTimeToLive(),
            new GetItem(),
            new ListTables(),
            new PutItem(),
            new Query(),
            new Scan(),
            new TransactGetItems(),
            new TransactWriteItems(),
            new UpdateItem(),
            new UpdateTimeToLive());

    private static final List<DynamoDbOperation> ON_STREAMS =
            List.of(new DescribeStream(), new GetRecords(), new GetShardIterator(), new ListStreams());

    private record Supported(DynamoDbOperation operation, InputStructure input) {}

    private final Map<String, Supported> byName = new TreeMap<>();

    Operations() {
        ON_TABLES.forEach(this::add);
        ON_STREAMS.forEach(this::add);
    }

    private void add(DynamoDbOperation operation) {
        byName.put(operation.name(), new Supported(operation, operation.input()));
    }

    /** Returns the operation names, by the target prefix of their API. */
    static Map<String, Set<String>> namesByTarget() {
        return Map.of("DynamoDB_20120810", names(ON_TABLES), "DynamoDBStreams_20120810", names(ON_STREAMS));
    }

    private static Set<String> names(List<DynamoDbOperation> operations) {
        Set<String> names = new TreeSet<>();
        operations.forEach(operation -> names.add(operation.name()));
        return names;
    }

    /**
     * Returns the operation after checking its request. These checks do not depend on any table.
     *
     * @throws ServiceException if no operation has this name
     */
    DynamoDbOperation find(String name, ObjectNode request) {
        Supported supported = Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new ServiceException(
                        Errors.UNKNOWN_OPERATION,
                        "This emulator does not support the operation " + name + ". Expected one of " + byName.keySet()
                                + "."));
        supported.operation().checkPresence(request);
        supported.input().check(request);
        return supported.operation();
    }
}
