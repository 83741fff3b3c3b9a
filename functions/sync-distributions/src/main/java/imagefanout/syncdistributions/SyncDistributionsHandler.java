package imagefanout.syncdistributions;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.seed.SeedRegistry;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Syncs target accounts or seeds the registry. A manual invocation returns the plan and the problems, and fails only if the
 * configuration that it names cannot be found. An invocation by the stream or the schedule fails when there are problems,
 * because its answer is not read. A manual approval that matches no plan fails.
 */
public final class SyncDistributionsHandler implements RequestStreamHandler {
    private final Function<Deadline, SyncDistributions> syncWithin;
    private final Function<Deadline, SeedRegistry> seedWithin;
    private final RunReport report;
    private final Clock clock;

    public SyncDistributionsHandler() {
        this(Environment.ofProcess());
    }

    public SyncDistributionsHandler(Environment environment) {
        this(SyncDistributionsWiring.from(environment));
    }

    private SyncDistributionsHandler(SyncDistributionsWiring wiring) {
        this(wiring::syncDistributions, wiring::seedRegistry, wiring.report(), wiring.clock());
    }

    SyncDistributionsHandler(
            Function<Deadline, SyncDistributions> syncWithin,
            Function<Deadline, SeedRegistry> seedWithin,
            RunReport report,
            Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        this.syncWithin = requireNonNull(syncWithin, "syncWithin");
        this.seedWithin = requireNonNull(seedWithin, "seedWithin");
        this.report = requireNonNull(report, "report");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private ObjectNode answer(String event, Deadline deadline) {
        SyncInvocation invocation = SyncInvocation.parse(event, clock.instant());
        if (invocation instanceof SyncInvocation.SeedRequest seed) {
            return seed(seed, seedWithin.apply(deadline));
        }
        return sync((SyncInvocation.Sync) invocation, syncWithin.apply(deadline));
    }

    private ObjectNode sync(SyncInvocation.Sync invocation, SyncDistributions syncDistributions) {
        SyncReport synced = syncDistributions.sync(invocation.request());
        report.ran(synced);
        syncDistributions.note(synced);
        boolean manual = invocation.request().trigger().kind() == SyncTrigger.Kind.MANUAL;
        boolean unknown = invocation.request().only().isPresent()
                && synced.configurations().isEmpty()
                && synced.waitsFor().isEmpty();
        if (manual && invocation.request().approval().isPresent() && !synced.isApprovalMatched()) {
            throw new EventFailedException(unmatched(synced), List.of());
        }
        if (manual ? unknown : !synced.problems().isEmpty()) {
            throw new EventFailedException(
                    manual ? synced.failures() : synced.problems(),
                    synced.configurations().stream()
                            .map(ConfigurationReport::failure)
                            .flatMap(Optional::stream)
                            .toList());
        }
        return SyncAnswer.of(synced);
    }

    /** What is on hold instead. */
    private static List<String> unmatched(SyncReport synced) {
        List<String> texts = new ArrayList<>();
        String digest = synced.request().approval().orElseThrow().digest().toString();
        texts.add(synced.waitsFor().orElse("no plan has the digest " + digest) + ", so the approval was not used");
        synced.configurations().stream()
                .filter(configuration -> configuration.outcome() == SyncOutcome.HELD)
                .forEach(configuration -> texts.add("on hold now: " + configuration.name() + ", digest "
                        + configuration.digest().orElseThrow()));
        texts.addAll(synced.failures());
        return texts;
    }

    private ObjectNode seed(SyncInvocation.SeedRequest invocation, SeedRegistry seedRegistry) {
        SeedReport seeded = seedRegistry.seed(invocation.configuration(), invocation.group(), invocation.mode());
        report.seeded(seeded);
        return SyncAnswer.of(seeded);
    }
}
