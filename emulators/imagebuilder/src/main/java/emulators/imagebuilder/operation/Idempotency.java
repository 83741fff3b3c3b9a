package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.shape.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was answered to which client token, for the last so many tokens. Guarded by the account's lock.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">Ensuring idempotency</a>
 */
final class Idempotency {

    private static final int REMEMBERED = 100_000;

    private record Key(String operation, String token) {}

    private record Answered(byte[] request, ObjectNode answer) {}

    private final Map<Key, Answered> answered = new LinkedHashMap<>();

    /** What the same request was answered before; refuses another request under the same token. */
    Optional<ObjectNode> earlierAnswer(Operation operation, ObjectNode input) throws Refusal {
        Optional<Answered> earlier = key(operation, input).map(answered::get);
        if (earlier.isPresent() && !Arrays.equals(earlier.get().request(), Digest.of(input))) {
            throw new Refusal(
                    ServiceError.IDEMPOTENT_PARAMETER_MISMATCH,
                    "The client token was used before, with other parameters.");
        }
        return earlier.map(Answered::answer);
    }

    void remember(Operation operation, ObjectNode input, ObjectNode answer) {
        key(operation, input).ifPresent(key -> {
            answered.put(key, new Answered(Digest.of(input), answer));
            if (answered.size() > REMEMBERED) {
                answered.remove(answered.keySet().iterator().next());
            }
        });
    }

    private static Optional<Key> key(Operation operation, ObjectNode input) {
        return operation.input().names().contains("clientToken")
                ? Json.text(input, "clientToken").map(token -> new Key(operation.name(), token))
                : Optional.empty();
    }
}
