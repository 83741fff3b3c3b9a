package emulators.dynamodb;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Disturbance;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.ServiceException;
import java.time.Instant;

/**
 * An account with its own clock, called with JSON in single quotes. It has two tables: {@code things} with the
 * partition key {@code id}, and {@code parts} with the partition key {@code id} and the number {@code part} as sort key.
 */
final class InMemory {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private final ManualClock clock = new ManualClock(START);
    private final DynamoDb dynamoDb = DynamoDb.empty(DynamoDbOptions.defaults().withClock(clock));

    InMemory() {
        call("CreateTable", """
                {'TableName':'things','BillingMode':'PAY_PER_REQUEST',
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]}""");
        call("CreateTable", """
                {'TableName':'parts','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},
                                         {'AttributeName':'part','AttributeType':'N'}],
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'part','KeyType':'RANGE'}],
                 'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}}""");
    }

    DynamoDb dynamoDb() {
        return dynamoDb;
    }

    ManualClock clock() {
        return clock;
    }

    ObjectNode call(String operation, String request) {
        return dynamoDb.call(operation, json(request));
    }

    ObjectNode call(String operation, String request, Disturbance disturbance) {
        return dynamoDb.call(operation, json(request), disturbance);
    }

    /** Returns the error of a call. */
    ServiceException refused(String operation, String request) {
        return catchThrowableOfType(ServiceException.class, () -> call(operation, request));
    }

    void putThing(String id, int bytes) {
        call(
                "PutItem",
                "{'TableName':'things','Item':{'id':{'S':'" + id + "'},'d':{'S':'" + "x".repeat(bytes) + "'}}}");
    }

    void putPart(String id, int part) {
        call("PutItem", "{'TableName':'parts','Item':{'id':{'S':'" + id + "'},'part':{'N':'" + part + "'}}}");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
