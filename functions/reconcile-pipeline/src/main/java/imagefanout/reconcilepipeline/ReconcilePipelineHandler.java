package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.EventMessages;
import imagefanout.lambda.ImageNotice;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.ReconcileAbortedException;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reconciles the scope that an event requests. Fails at the end if any part of it failed. */
public final class ReconcilePipelineHandler implements RequestStreamHandler {
    private final Function<Deadline, ReconcilePipelines> reconcileWithin;
    private final ReconcileReport report;

    public ReconcilePipelineHandler() {
        this(Environment.ofProcess());
    }

    public ReconcilePipelineHandler(Environment environment) {
        this(ReconcilePipelineWiring.from(environment));
    }

    private ReconcilePipelineHandler(ReconcilePipelineWiring wiring) {
        this(wiring::reconcilePipelines, wiring.report());
    }

    ReconcilePipelineHandler(Function<Deadline, ReconcilePipelines> reconcileWithin, ReconcileReport report) {
        this.reconcileWithin = requireNonNull(reconcileWithin, "reconcileWithin");
        this.report = requireNonNull(report, "report");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> reconcile(text, context));
    }

    private Object reconcile(String text, Context context) {
        JsonNode event = EventJson.object(text);
        ReconcilePipelines reconcilePipelines = reconcileWithin.apply(new InvocationDeadline(context));
        if (EventMessages.areIn(event)) {
            return reconcileNoticed(EventMessages.in(event), reconcilePipelines, context.getAwsRequestId());
        }
        Scope scope = ReconcileRequest.parse(event);
        if (scope instanceof Scope.SomeLineages some) {
            some.lineages().forEach(pipeline -> reconcilePipelines.requireKnown((PipelineArn) pipeline));
        }
        Reconciled result = reconcile(scope, reconcilePipelines, context.getAwsRequestId());
        List<String> failures =
                result.failed().stream().map(ReconcilePipelineHandler::failure).toList();
        if (!failures.isEmpty()) {
            throw new EventFailedException(failures, List.of());
        }
        return ReconcileAnswer.of(result, 0);
    }

    /** The scope is the pipelines and images that the messages name, each once. */
    private Object reconcileNoticed(EventMessages messages, ReconcilePipelines reconcilePipelines, String run) {
        Map<Lineage, Set<EventMessages.Message>> noticed = new HashMap<>();
        messages.forEach((message, notice) -> lineage(notice, reconcilePipelines)
                .ifPresent(lineage -> noticed.computeIfAbsent(lineage, first -> new HashSet<>())
                        .add(message)));
        report.skipped(messages.skipped());
        Reconciled result = reconcile(new Scope.SomeLineages(noticed.keySet()), reconcilePipelines, run);
        for (LineageReport lineage : result.failed()) {
            Set<EventMessages.Message> concerned = noticed.entrySet().stream()
                    .filter(each -> each.getKey().toString().equals(lineage.lineage()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Set.of());
            messages.fail(concerned, failure(lineage));
        }
        if (messages.areFromQueue()) {
            return messages.batchAnswer();
        }
        messages.throwIfAnyFailed();
        return ReconcileAnswer.of(result, messages.skipped());
    }

    private Reconciled reconcile(Scope scope, ReconcilePipelines reconcilePipelines, String run) {
        try {
            Reconciled result = reconcilePipelines.reconcile(scope, run);
            report.ended(result);
            return result;
        } catch (ReconcileAbortedException e) {
            report.aborted(e);
            throw e;
        }
    }

    private static Optional<Lineage> lineage(ImageNotice notice, ReconcilePipelines reconcilePipelines) {
        return notice.pipeline()
                .<Lineage>map(pipeline -> pipeline)
                .or(() -> reconcilePipelines.lineageOf(notice.build()));
    }

    private static String failure(LineageReport lineage) {
        return lineage.lineage() + ": " + String.join("; ", lineage.failures());
    }
}
