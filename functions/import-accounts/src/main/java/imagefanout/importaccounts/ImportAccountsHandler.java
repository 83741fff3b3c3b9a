package imagefanout.importaccounts;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.accounts.ImportAccounts;
import imagefanout.model.accounts.ImportReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/**
 * Imports the accounts of an organization. A manual invocation returns the plan and the problems. An invocation by a schedule or
 * an event fails when there are problems, because its answer is not read.
 */
public final class ImportAccountsHandler implements RequestStreamHandler {
    private final Function<Deadline, ImportAccounts> importWithin;
    private final ImportMetrics metrics;

    public ImportAccountsHandler() {
        this(Environment.ofProcess());
    }

    public ImportAccountsHandler(Environment environment) {
        this(ImportAccountsWiring.from(environment));
    }

    private ImportAccountsHandler(ImportAccountsWiring wiring) {
        this(wiring::importAccounts, wiring.metrics());
    }

    ImportAccountsHandler(Function<Deadline, ImportAccounts> importWithin, ImportMetrics metrics) {
        this.importWithin = requireNonNull(importWithin, "importWithin");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private ObjectNode answer(String event, Deadline deadline) {
        ImportInvocation invocation = ImportInvocation.parse(event);
        ImportReport report = importWithin.apply(deadline).run(invocation.request());
        metrics.ran(invocation.request(), report);
        // An unfinished import is no failure: the next run goes on within minutes.
        boolean failed =
                report.outcome() == ImportReport.Outcome.FAILED || report.outcome() == ImportReport.Outcome.BUSY;
        if (!invocation.isManual() && failed) {
            throw new EventFailedException(report.problems(), List.of());
        }
        return ImportAnswer.of(report);
    }
}
