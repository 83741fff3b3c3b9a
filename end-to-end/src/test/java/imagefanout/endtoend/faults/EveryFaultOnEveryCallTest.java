package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Scenarios;
import imagefanout.endtoend.fleet.SilencedLogs;
import imagefanout.endtoend.template.CallRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each scenario once for each pair of an AWS call and a possible fault: up to three attempts, like Lambda, then the usual next step, a reconcile or sync. A function that reports success must have done everything. At the end, the tables must be the same as without the fault.
 *
 * <p>By default, tests every {@value #DEFAULT_EVERY}th pair of call and fault; with the profile {@code exhaustive}, every pair.
 */
class EveryFaultOnEveryCallTest {
    private static final int DEFAULT_EVERY = 11;
    private static final int EVERY = Integer.getInteger("faults.every", DEFAULT_EVERY);

    private static final DynamoDb EMPTY = InProcessServices.emptyTables();
    private static final FaultReport REPORT = new FaultReport(EVERY);

    private static FleetClients clients;
    private static ExecutorService threads;
    private static SilencedLogs logs;

    @BeforeAll
    static void start() {
        logs = SilencedLogs.start();
        clients = new FleetClients();
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }

    @AfterAll
    static void stop() throws IOException {
        threads.shutdownNow();
        clients.close();
        logs.close();
        REPORT.write();
        assertThat(CallRecorder.refused()).isEmpty();
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsInTheSameStateAsWithoutTheFault(Scenario scenario) throws InterruptedException, ExecutionException {
        Scenario.Prepared prepared = scenario.prepare(clients, EMPTY.copy());
        FaultRun undisturbed = FaultRun.undisturbed(prepared, clients);
        assertThat(undisturbed.last().claim()).isNotEqualTo(InvocationResult.Claim.FAILED);
        List<ObservedCall> calls = undisturbed.calls();
        List<InjectedFault> faults = IntStream.rangeClosed(1, calls.size())
                .boxed()
                .flatMap(number -> FaultType.all(number, calls.get(number - 1)).stream())
                .toList();

        List<Future<FaultReport.Line>> lines = new ArrayList<>();
        for (int i = 0; i < faults.size(); i += EVERY) {
            InjectedFault fault = faults.get(i);
            lines.add(threads.submit(() -> line(prepared, fault, undisturbed)));
        }
        List<FaultReport.Line> wrong = new ArrayList<>();
        for (Future<FaultReport.Line> future : lines) {
            FaultReport.Line line = future.get();
            REPORT.add(scenario, line);
            if (!line.problems().isEmpty()) {
                wrong.add(line);
            }
        }
        REPORT.calls(scenario, calls.size(), faults.size());

        assertThat(wrong).isEmpty();
    }

    private static FaultReport.Line line(Scenario.Prepared prepared, InjectedFault fault, FaultRun undisturbed) {
        FaultRun run = FaultRun.of(prepared, fault, clients);
        ObservedCall call = undisturbed.calls().get(fault.call() - 1);
        return new FaultReport.Line(fault, call, run.results(), run.problems(undisturbed));
    }
}
