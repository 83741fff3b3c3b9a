package emulators.wire.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code /_emulator/requests}: GET lists the most recent calls, oldest first; DELETE clears them. Requests to the control endpoint are not recorded.
 */
public final class Journal implements ControlCommand {

    private static final int MAX_ENTRIES = 1_000;

    /** The status is empty if a fault dropped the answer. */
    private record Entry(String operation, WireRequest request, Optional<WireAnswer> answer, String requestId) {

        ObjectNode document() {
            ObjectNode document = Json.object()
                    .put("requestId", requestId)
                    .put("operation", operation)
                    .put("method", request.method())
                    .put("path", request.path());
            request.credentialScope().ifPresent(scope -> document.put("accessKey", scope.accessKey())
                    .put("region", scope.region()));
            answer.ifPresent(given -> document.put("status", given.status()));
            return document;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();

    public void add(String operation, WireRequest request, Optional<WireAnswer> answer, String requestId) {
        // Without bodies: a thousand of the largest would fill the heap.
        Entry entry = new Entry(operation, request.withoutBody(), answer.map(WireAnswer::withoutBody), requestId);
        synchronized (entries) {
            if (entries.size() == MAX_ENTRIES) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
    }

    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }

    @Override
    public Optional<ObjectNode> answer(String method, String rest, ObjectNode body) {
        if (!rest.isEmpty() || !method.equals("GET") && !method.equals("DELETE")) {
            return Optional.empty();
        }
        if (method.equals("DELETE")) {
            clear();
        }
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("requests");
        synchronized (entries) {
            entries.forEach(entry -> list.add(entry.document()));
        }
        return Optional.of(answer);
    }
}
