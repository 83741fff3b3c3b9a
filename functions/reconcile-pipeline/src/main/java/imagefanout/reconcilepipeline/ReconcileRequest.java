package imagefanout.reconcilepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Json;
import imagefanout.lambda.SnsMessage;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.reconcile.Scope;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an event asks for. */
sealed interface ReconcileRequest {
    /** A scope that the event names itself. */
    record Scoped(Scope scope) implements ReconcileRequest {}

    /** The pipelines, or images, of which these tell. */
    record Noticed(List<SnsMessage> messages) implements ReconcileRequest {
        public Noticed {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Reads an SNS event, an EventBridge schedule's event, or what a person or the template's second schedule sends: {@code
     * {}} for everything, {@code {"pipelineArn": "…"}} for one pipeline, {@code {"resume": true}} for what an earlier run
     * left.
     *
     * @throws MalformedException when it is none of them
     */
    static ReconcileRequest parse(String event) {
        JsonNode json = Json.object(event);
        if (json.has("Records")) {
            return new Noticed(SnsMessage.in(json));
        }
        if (json.has("detail-type")) {
            String detailType = json.get("detail-type").asText();
            if (!detailType.equals("Scheduled Event")) {
                throw new MalformedException("an event of the type Scheduled Event", detailType);
            }
            return new Scoped(new Scope.AllLineages());
        }
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return new Scoped(new Scope.AllLineages());
        }
        if (names.equals(Set.of("pipelineArn"))) {
            return new Scoped(new Scope.SomeLineages(Set.of(PipelineArn.parse(text(json.get("pipelineArn"))))));
        }
        if (names.equals(Set.of("resume"))
                && json.get("resume").isBoolean()
                && json.get("resume").booleanValue()) {
            return new Scoped(new Scope.Resume());
        }
        throw new MalformedException(
                "{}, {\"pipelineArn\": …}, {\"resume\": true}, an SNS event or a schedule's", event);
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
