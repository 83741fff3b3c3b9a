package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the answers to the last 100,000 client tokens. Guarded by the account's lock.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">Ensuring idempotency</a>
 */
final class Idempotency {

    private static final int REMEMBERED = 100_000;

    private record Key(String operation, String token) {}

    private record Answered(byte[] request, ObjectNode answer) {}

    private final Map<Key, Answered> answered = new LinkedHashMap<>();

    /** Returns the earlier answer to the same request. Refuses a different request with the same token. */
    Optional<ObjectNode> earlierAnswer(Operation operation, ObjectNode input) throws ServiceException {
        Optional<Answered> earlier = key(operation, input).map(answered::get);
        if (earlier.isPresent() && !Arrays.equals(earlier.get().request(), ContentHash.of(input))) {
            throw ServiceError.IDEMPOTENT_PARAMETER_MISMATCH.exception(
                    "The client token was already used with other parameters. Use a new one.");
        }
        return earlier.map(Answered::answer);
    }

    void remember(Operation operation, ObjectNode input, ObjectNode answer) {
        key(operation, input).ifPresent(key -> {
            answered.put(key, new Answered(ContentHash.of(input), answer));
            if (answered.size() > REMEMBERED) {
                answered.remove(answered.keySet().iterator().next());
            }
        });
    }

    private static Optional<Key> key(Operation operation, ObjectNode input) {
        return ApiModel.input(operation.name()).names().contains("clientToken")
                ? Json.text(input, "clientToken").map(token -> new Key(operation.name(), token))
                : Optional.empty();
    }
}
