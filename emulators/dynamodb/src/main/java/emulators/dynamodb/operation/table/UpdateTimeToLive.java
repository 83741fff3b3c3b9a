package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.table.TimeToLive;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Enables time to live with the attribute that holds the expiry time, or disables it. Takes effect immediately.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html">UpdateTimeToLive</a>
 */
public final class UpdateTimeToLive implements DynamoDbOperation {

    /** The time that the service needs for a change. It refuses other changes during this time. */
    private static final Duration INTERVAL = Duration.ofHours(1);

    @Override
    public InputStructure input() {
        InputStructure specification = InputStructure.of("TimeToLiveSpecification")
                .requires("Enabled", Members.FLAG)
                .requires("AttributeName", Members.ATTRIBUTE_NAME);
        return Members.ofTable("UpdateTimeToLiveInput").requires("TimeToLiveSpecification", specification);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        String name = request.get("TableName").textValue();
        Table table = session.find(name).orElseThrow(() -> Errors.tableNotFound(name));
        JsonNode specification = request.get("TimeToLiveSpecification");
        session.put(table.withTimeToLive(changed(table.timeToLive(), specification, session.now())));
        ObjectNode answer = Json.object();
        answer.set("TimeToLiveSpecification", specification);
        return answer;
    }

    private static TimeToLive changed(TimeToLive current, JsonNode specification, Instant now) {
        boolean enable = specification.get("Enabled").booleanValue();
        String attribute = specification.get("AttributeName").textValue();
        if (current.changed().isPresent()
                && current.changed().get().plus(INTERVAL).isAfter(now)) {
            throw new ValidationException("Time to live has been modified multiple times within a fixed interval");
        }
        if (enable == current.attribute().isPresent()) {
            throw new ValidationException("TimeToLive is already " + (enable ? "enabled" : "disabled"));
        }
        if (!enable && !current.attribute().equals(Optional.of(attribute))) {
            throw new ValidationException("TimeToLive is active on a different AttributeName: current AttributeName is "
                    + current.attribute().get());
        }
        return new TimeToLive(enable ? Optional.of(attribute) : Optional.empty(), Optional.of(now));
    }
}
