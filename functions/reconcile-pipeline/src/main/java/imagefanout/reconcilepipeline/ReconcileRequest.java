package imagefanout.reconcilepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.SnsMessage;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.reconcile.Scope;
import java.util.List;
import java.util.Set;

/** The parsed event. */
sealed interface ReconcileRequest {
    /** The event states the scope. */
    record Scoped(Scope scope) implements ReconcileRequest {}

    /** The scope is the pipelines or images that these messages name. */
    record Noticed(List<SnsMessage> messages) implements ReconcileRequest {
        public Noticed {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Parses an SNS event, a scheduled event, {@code {}} for everything, {@code {"pipelineArn": "…"}} for one pipeline, or
     * {@code {"resume": true}} for the work that an earlier run did not finish.
     *
     * @throws MalformedException when it is none of these
     */
    static ReconcileRequest parse(String event) {
        JsonNode json = EventJson.object(event);
        if (json.has("Records")) {
            return new Noticed(SnsMessage.in(json));
        }
        String detailType = json.path("detail-type").asText("Scheduled Event");
        if (!detailType.equals("Scheduled Event")) {
            throw new MalformedException("an event of the type Scheduled Event", detailType);
        }
        if (json.has("detail-type") || json.isEmpty()) {
            return new Scoped(new Scope.AllLineages());
        }
        if (json.size() == 1 && json.has("pipelineArn")) {
            PipelineArn pipeline = PipelineArn.parse(json.get("pipelineArn").textValue());
            return new Scoped(new Scope.SomeLineages(Set.of(pipeline)));
        }
        if (json.size() == 1 && json.path("resume").booleanValue()) {
            return new Scoped(new Scope.Resume());
        }
        throw new MalformedException(
                "{}, {\"pipelineArn\": …}, {\"resume\": true}, an SNS event or a scheduled event", event);
    }
}
