package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.CallRecorder;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Each scenario once more for each of its AWS calls and each fault that can befall that call; then what Lambda does, two
 * retries, and then what comes anyway, a reconcile or the next sync. Who says that all is done must have done it; and in the
 * end everything is as if nothing had gone wrong.
 *
 * <p>By default every {@value #USUALLY}th pair of call and fault is tried, in the profile {@code exhaustive} each of them.
 */
class EveryFaultOnEveryCallTest {
    private static final int USUALLY = 11;
    private static final int EVERY = Integer.getInteger("faults.every", USUALLY);

    private static final SimulatedDynamoDb EMPTY =
            new SimulatedDynamoDb(Template.read(Template.find(), Map.of()).tables());
    private static final FaultReport REPORT = new FaultReport(EVERY);

    private static Clients clients;
    private static ExecutorService threads;
    private static Quiet quiet;

    @BeforeAll
    static void start() {
        quiet = Quiet.logs();
        clients = new Clients();
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }

    @AfterAll
    static void stop() throws IOException {
        threads.shutdownNow();
        clients.close();
        quiet.close();
        REPORT.write();
        assertThat(CallRecorder.refused()).isEmpty();
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsAsIfNothingHadGoneWrong(Scenario scenario) throws InterruptedException, ExecutionException {
        Scenario.Prepared prepared = scenario.prepare(clients, EMPTY.copy());
        Trial undisturbed = Trial.undisturbed(prepared, clients);
        assertThat(undisturbed.last().said()).isEqualTo(Outcome.Said.DONE);
        List<Call> calls = undisturbed.calls();
        List<Fault> faults = IntStream.rangeClosed(1, calls.size())
                .boxed()
                .flatMap(number -> FaultKind.all(number, calls.get(number - 1)).stream())
                .toList();

        List<Future<FaultReport.Line>> lines = new ArrayList<>();
        for (int i = 0; i < faults.size(); i += EVERY) {
            Fault fault = faults.get(i);
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

    private static FaultReport.Line line(Scenario.Prepared prepared, Fault fault, Trial undisturbed) {
        Trial trial = Trial.of(prepared, fault, clients);
        Call call = undisturbed.calls().get(fault.call() - 1);
        return new FaultReport.Line(fault, call, trial.outcomes(), trial.problems(undisturbed));
    }
}
