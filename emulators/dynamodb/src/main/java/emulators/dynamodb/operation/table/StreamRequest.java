package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.StreamDefinition;
import emulators.dynamodb.stream.ViewType;
import emulators.dynamodb.table.Definition;
import emulators.dynamodb.value.ValidationException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the stream specification of a table. */
final class StreamRequest {

    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private StreamRequest() {}

    static Optional<ChangeStream> in(JsonNode request, Definition table, Session session) {
        JsonNode given = request.path("StreamSpecification");
        boolean enabled = given.path("StreamEnabled").asBoolean();
        if (enabled != given.hasNonNull("StreamViewType")) {
            throw new ValidationException("One or more parameter values were invalid: "
                    + (enabled
                            ? "StreamViewType must be specified when StreamEnabled is true"
                            : "StreamViewType must not be specified when StreamEnabled is false"));
        }
        return enabled
                ? Optional.of(
                        stream(ViewType.valueOf(given.get("StreamViewType").textValue()), table, session))
                : Optional.empty();
    }

    private static ChangeStream stream(ViewType viewType, Definition table, Session session) {
        String label = LABEL.format(session.now());
        return ChangeStream.empty(new StreamDefinition(
                session.arns().stream(table.name(), label),
                label,
                table.name(),
                table.schema(),
                viewType,
                session.now(),
                session.nextSequence()));
    }
}
