package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.lambda.Environment;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.SnsMessage;
import imagefanout.model.Deadline;
import imagefanout.model.identity.Lineage;
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

/** Reconciles what an event asks for, as {@link ReconcileRequest} reads it, and fails in the end when something failed. */
public final class ReconcilePipelineHandler implements RequestStreamHandler {
    private final Function<Deadline, ReconcilePipelines> reconcilePipelines;
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

    ReconcilePipelineHandler(Function<Deadline, ReconcilePipelines> reconcilePipelines, ReconcileReport report) {
        this.reconcilePipelines = requireNonNull(reconcilePipelines, "reconcilePipelines");
        this.report = requireNonNull(report, "report");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> reconcile(text, context));
    }

    private ReconcileAnswer reconcile(String event, Context context) {
        ReconcileRequest request = ReconcileRequest.parse(event);
        ReconcilePipelines use = reconcilePipelines.apply(new InvocationDeadline(context));
        ReconcileFailures failures = new ReconcileFailures();
        Scope scope = scope(request, use, failures);
        Reconciled result;
        try {
            result = use.reconcile(scope, context.getAwsRequestId());
        } catch (ReconcileAbortedException e) {
            report.broken(e);
            throw e;
        }
        report.ended(result);
        failures.add(result);
        failures.throwIfAny();
        return ReconcileAnswer.of(result);
    }

    private static Scope scope(ReconcileRequest request, ReconcilePipelines use, ReconcileFailures failures) {
        if (request instanceof ReconcileRequest.Scoped scoped) {
            return scoped.scope();
        }
        Set<Lineage> lineages = new HashSet<>();
        for (SnsMessage message : ((ReconcileRequest.Noticed) request).messages()) {
            try {
                lineage(message, use).ifPresent(lineages::add);
            } catch (RuntimeException e) {
                failures.add(message, e);
            }
        }
        return new Scope.SomeLineages(lineages);
    }

    private static Optional<Lineage> lineage(SnsMessage message, ReconcilePipelines use) {
        var notice = message.notice();
        return notice.pipeline().<Lineage>map(pipeline -> pipeline).or(() -> use.lineageOf(notice.build()));
    }
}
