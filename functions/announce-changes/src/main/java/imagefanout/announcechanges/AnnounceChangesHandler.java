package imagefanout.announcechanges;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventFields;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.AnnounceChanges.Announced;
import imagefanout.model.announce.AnnounceMissing;
import imagefanout.model.announce.Hint;
import imagefanout.model.identity.PipelineArn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Announces what a batch of the catalog table's stream hints at. A schedule asks for what is missing everywhere; a manual
 * invocation names a pipeline.
 */
public final class AnnounceChangesHandler implements RequestStreamHandler {
    private static final String PIPELINE = "pipelineArn";

    private static final String MISSING = "announceMissing";

    private final Function<Deadline, AnnounceUseCases> useCasesWithin;
    private final AnnounceReport report;

    public AnnounceChangesHandler() {
        this(Environment.ofProcess());
    }

    public AnnounceChangesHandler(Environment environment) {
        this(AnnounceChangesWiring.from(environment));
    }

    private AnnounceChangesHandler(AnnounceChangesWiring wiring) {
        this(wiring::useCases, wiring.report());
    }

    AnnounceChangesHandler(Function<Deadline, AnnounceUseCases> useCasesWithin, AnnounceReport report) {
        this.useCasesWithin = requireNonNull(useCasesWithin, "useCasesWithin");
        this.report = requireNonNull(report, "report");
    }

    /** The answer to a manual or scheduled invocation. */
    record ManualAnswer(int published) {}

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private Object answer(String text, Deadline deadline) {
        JsonNode event = EventJson.object(text);
        AnnounceUseCases useCases = useCasesWithin.apply(deadline);
        if (event.has("Records")) {
            HintedRecords records = HintedRecords.parse(event.get("Records"));
            Announced announced = useCases.announceChanges().announce(records.hints());
            report.ran(announced);
            return records.answer(announced.failures().keySet());
        }
        Announced announced = event.has(MISSING)
                ? missing(event, useCases.announceMissing())
                : pipeline(event, useCases.announceChanges());
        report.ran(announced);
        if (!announced.failures().isEmpty()) {
            List<RuntimeException> causes = List.copyOf(announced.failures().values());
            throw new EventFailedException(
                    causes.stream().map(RuntimeException::toString).toList(), causes);
        }
        return new ManualAnswer(announced.published());
    }

    private static Announced missing(JsonNode event, AnnounceMissing announceMissing) {
        if (!new EventFields(event, Set.of(MISSING)).flag(MISSING)) {
            throw new MalformedException("true in " + MISSING, event.toString());
        }
        return announceMissing.run();
    }

    private static Announced pipeline(JsonNode event, AnnounceChanges announceChanges) {
        PipelineArn pipeline = new EventFields(event, Set.of(PIPELINE)).required(PIPELINE, PipelineArn::parse);
        return announceChanges.announce(List.of(new Hint.OfLineage(pipeline)));
    }
}
