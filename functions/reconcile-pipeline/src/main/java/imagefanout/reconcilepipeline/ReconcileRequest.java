package imagefanout.reconcilepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.reconcile.Scope;
import java.util.Set;

/** Parses the events that contain no message. */
final class ReconcileRequest {
    private static final String SCHEDULED = "Scheduled Event";

    private ReconcileRequest() {}

    /**
     * Parses a scheduled event, {@code {}} for everything, {@code {"changed": true}} for the pipelines that ran or were changed,
     * {@code {"pipelineArn": "…"}} for one pipeline, or {@code {"resume": true}} for the work that an earlier run did not finish.
     *
     * @throws MalformedException when it is none of these
     */
    static Scope parse(JsonNode event) {
        String detailType = event.path("detail-type").asText(SCHEDULED);
        if (!detailType.equals(SCHEDULED)) {
            throw new MalformedException("an event of Image Builder or of the type " + SCHEDULED, detailType);
        }
        if (event.has("detail-type") || event.isEmpty()) {
            return new Scope.AllLineages();
        }
        if (event.size() == 1 && event.has("pipelineArn")) {
            PipelineArn pipeline = PipelineArn.parse(event.get("pipelineArn").textValue());
            return new Scope.SomeLineages(Set.of(pipeline));
        }
        if (event.size() == 1 && event.path("resume").booleanValue()) {
            return new Scope.Resume();
        }
        if (event.size() == 1 && event.path("changed").booleanValue()) {
            return new Scope.ChangedPipelines();
        }
        throw new MalformedException(
                "{}, {\"changed\": true}, {\"pipelineArn\": …}, {\"resume\": true}, an event with messages or a scheduled event",
                event.toString());
    }
}
