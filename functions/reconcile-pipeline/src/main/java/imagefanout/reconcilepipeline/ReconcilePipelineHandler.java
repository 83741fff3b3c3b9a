package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailures;
import imagefanout.lambda.ImageNotice;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.SnsMessage;
import imagefanout.model.Deadline;
import imagefanout.model.identity.Lineage;
import imagefanout.model.reconcile.LineageReport;
import imagefanout.model.reconcile.ReconcileAbortedException;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
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

    private ReconcileAnswer reconcile(String event, Context context) {
        ReconcileRequest request = ReconcileRequest.parse(event);
        ReconcilePipelines reconcilePipelines = reconcileWithin.apply(new InvocationDeadline(context));
        EventFailures failures = new EventFailures();
        Scope scope = scope(request, reconcilePipelines, failures);
        Reconciled result;
        try {
            result = reconcilePipelines.reconcile(scope, context.getAwsRequestId());
        } catch (ReconcileAbortedException e) {
            report.aborted(e);
            throw e;
        }
        report.ended(result);
        for (LineageReport lineage : result.failed()) {
            failures.add(lineage.lineage() + ": " + String.join("; ", lineage.failures()));
        }
        failures.throwIfAny();
        return ReconcileAnswer.of(result);
    }

    private static Scope scope(
            ReconcileRequest request, ReconcilePipelines reconcilePipelines, EventFailures failures) {
        if (request instanceof ReconcileRequest.Scoped scoped) {
            return scoped.scope();
        }
        Set<Lineage> lineages = new HashSet<>();
        for (SnsMessage message : ((ReconcileRequest.Noticed) request).messages()) {
            try {
                lineage(message, reconcilePipelines).ifPresent(lineages::add);
            } catch (RuntimeException e) {
                failures.add(message, e);
            }
        }
        return new Scope.SomeLineages(lineages);
    }

    private static Optional<Lineage> lineage(SnsMessage message, ReconcilePipelines reconcilePipelines) {
        ImageNotice notice = message.notice();
        return notice.pipeline()
                .<Lineage>map(pipeline -> pipeline)
                .or(() -> reconcilePipelines.lineageOf(notice.build()));
    }
}
