package imagefanout.syncdistributions;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.seed.SeedRegistry;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Runs a sync or seeds the registry. A person who invokes it always gets the plan with what failed; a run from the stream or
 * the schedule, whose answer nobody reads, fails when anything is to be mended.
 */
public final class SyncDistributionsHandler implements RequestStreamHandler {
    private final Function<Deadline, SyncDistributions> syncDistributions;
    private final Function<Deadline, SeedRegistry> seedRegistry;
    private final RunReport report;

    public SyncDistributionsHandler() {
        this(Environment.ofProcess());
    }

    public SyncDistributionsHandler(Environment environment) {
        this(SyncDistributionsWiring.from(environment));
    }

    private SyncDistributionsHandler(SyncDistributionsWiring wiring) {
        this(wiring::syncDistributions, wiring::seedRegistry, wiring.report());
    }

    SyncDistributionsHandler(
            Function<Deadline, SyncDistributions> syncDistributions,
            Function<Deadline, SeedRegistry> seedRegistry,
            RunReport report) {
        this.syncDistributions = requireNonNull(syncDistributions, "syncDistributions");
        this.seedRegistry = requireNonNull(seedRegistry, "seedRegistry");
        this.report = requireNonNull(report, "report");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private ObjectNode answer(String event, Deadline deadline) {
        SyncInvocation invocation = SyncInvocationReader.read(event);
        if (invocation instanceof SyncInvocation.Seed seed) {
            return seed(seed, seedRegistry.apply(deadline));
        }
        return sync((SyncInvocation.Sync) invocation, syncDistributions.apply(deadline));
    }

    private ObjectNode sync(SyncInvocation.Sync sync, SyncDistributions use) {
        SyncReport ran = use.sync(sync.request());
        report.ran(ran);
        boolean watched = sync.request().trigger().kind() == SyncTrigger.Kind.MANUAL;
        if (!watched && !ran.problems().isEmpty()) {
            throw new SyncFailedException(ran);
        }
        return SyncAnswer.of(ran);
    }

    private ObjectNode seed(SyncInvocation.Seed seed, SeedRegistry use) {
        SeedReport seeded = use.seed(seed.configuration(), seed.group(), seed.mode());
        report.seeded(seeded);
        return SyncAnswer.of(seeded);
    }
}
