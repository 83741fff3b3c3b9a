package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DeadLetters;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.EventMessages;
import imagefanout.lambda.ImageNotice;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.reconcile.LineageOutcome;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.ReconcileAbortedException;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reconciles the scope that an event requests. Fails at the end if a list of a sweep could not be read, or anything failed for a
 * pipeline that the event names. What fails for single builds of a sweep is in its answer and in a metric with an alarm: to start
 * the sweep again would not help.
 */
public final class ReconcilePipelineHandler implements RequestStreamHandler {
    private final Function<Deadline, ReconcilePipelines> reconcileWithin;
    private final ReconcileReport report;
    private final DeadLetters deadLetters;

    public ReconcilePipelineHandler() {
        this(Environment.ofProcess());
    }

    public ReconcilePipelineHandler(Environment environment) {
        this(ReconcilePipelineWiring.from(environment));
    }

    private ReconcilePipelineHandler(ReconcilePipelineWiring wiring) {
        this(wiring::reconcilePipelines, wiring.report(), wiring.deadLetters());
    }

    ReconcilePipelineHandler(
            Function<Deadline, ReconcilePipelines> reconcileWithin, ReconcileReport report, DeadLetters deadLetters) {
        this.reconcileWithin = requireNonNull(reconcileWithin, "reconcileWithin");
        this.report = requireNonNull(report, "report");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
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
        if (RetentionRequest.isOne(event)) {
            RetentionRequest request = RetentionRequest.parse(event);
            return RetentionAnswer.of(reconcilePipelines.planRemovals(request.rule(), request.after()));
        }
        Scope scope = ReconcileRequest.parse(event);
        if (scope instanceof Scope.SomeLineages some) {
            some.lineages().forEach(pipeline -> reconcilePipelines.requireKnown((PipelineArn) pipeline));
        }
        if (scope.sweep().isPresent()) {
            report.onHold(reconcilePipelines::activeHolds);
        }
        Reconciled result = reconcile(scope, reconcilePipelines, context.getAwsRequestId());
        List<String> failures = result.failed().stream()
                .filter(lineage -> lineage.outcome() == LineageOutcome.NOT_LISTED
                        || scope instanceof Scope.SomeLineages named
                                && named.lineages().stream().anyMatch(lineage::isOn))
                .map(ReconcilePipelineHandler::failure)
                .toList();
        if (!failures.isEmpty()) {
            throw new EventFailedException(failures, List.of());
        }
        return ReconcileAnswer.of(result, 0, 0);
    }

    /**
     * Each build is recorded, and a queue's message that cannot be read becomes a dead letter. Then the newest builds of the
     * pipelines that the messages name are compared, each once.
     */
    private Object reconcileNoticed(EventMessages messages, ReconcilePipelines reconcilePipelines, String run) {
        Map<Lineage, Set<EventMessages.Message>> noticed = new HashMap<>();
        List<ImageBuildArn> repaired = new ArrayList<>();
        messages.forEach(
                (message, notice) -> {
                    RecordResult result = reconcilePipelines.record(notice.build(), notice.end());
                    if (result.outcome() == RecordOutcome.RECORDED) {
                        repaired.add(result.arn());
                    }
                    toCompare(notice, result)
                            .ifPresent(pipeline -> noticed.computeIfAbsent(pipeline, first -> new HashSet<>())
                                    .add(message));
                },
                deadLetters);
        report.noticed(messages.skipped(), repaired.size());
        Scope scope = new Scope.SomeLineages(noticed.keySet(), WalkDepth.NEWEST);
        Reconciled result = noticed.isEmpty() ? Reconciled.nothing() : reconcile(scope, reconcilePipelines, run);
        // What fails in a sweep that this run took over is in its report, and in a metric with an alarm.
        result.failed()
                .forEach(lineage -> noticed.forEach((pipeline, concerned) -> {
                    if (lineage.isOn(pipeline)) {
                        messages.fail(concerned, failure(lineage));
                    }
                }));
        if (messages.areFromQueue()) {
            return messages.batchAnswer();
        }
        messages.throwIfAnyFailed();
        return ReconcileAnswer.of(result, repaired.size(), messages.skipped());
    }

    /**
     * The pipeline whose newest builds are compared. None for a build without one; nor for an event of EventBridge about a build
     * that was recorded since, because the topic's message about it leads to the same comparison.
     */
    private static Optional<PipelineArn> toCompare(ImageNotice notice, RecordResult result) {
        boolean isKnown = notice.end().isPresent() && result.outcome() == RecordOutcome.UNCHANGED && notice.isEvent();
        return isKnown
                ? Optional.empty()
                : notice.pipeline().or(() -> result.recorded()
                        .flatMap(recorded -> recorded.build().pipeline()));
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

    private static String failure(LineageReport lineage) {
        return lineage.lineage() + ": " + String.join("; ", lineage.failures());
    }
}
