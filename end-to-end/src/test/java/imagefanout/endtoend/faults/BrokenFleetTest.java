package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Scenarios;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.SilencedLogs;
import imagefanout.endtoend.fleet.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks that the fault tests detect a fleet that is broken on purpose. */
class BrokenFleetTest {
    private static FleetClients clients;
    private static SilencedLogs logs;
    private static Scenario.Prepared record;
    private static FaultRun undisturbed;

    @BeforeAll
    static void start() {
        logs = SilencedLogs.start();
        clients = new FleetClients();
        DynamoDb empty = InProcessServices.emptyTables();
        record = Scenarios.record().prepare(clients, empty);
        undisturbed = FaultRun.undisturbed(record, clients);
    }

    @AfterAll
    static void stop() {
        clients.close();
        logs.close();
    }

    @Test
    void noticesARecorderThatTakesAMissingResponseForSuccess() {
        for (int number : calls()) {
            InjectedFault fault = new InjectedFault(number, FaultType.CONNECTION_REFUSED, InjectedFault.Extent.CALL, 0);

            assertThat(problems(fault, BrokenFleetTest::swallowing))
                    .as("call %s", number)
                    .anyMatch(problem -> problem.startsWith("it reported that everything is done"));
        }
    }

    @Test
    void noticesAFunctionThatDropsUnprocessedItems() {
        for (int number : calls()) {
            InjectedFault fault = new InjectedFault(number, FaultType.UNPROCESSED, InjectedFault.Extent.ATTEMPT, 1);

            assertThat(problems(fault, BrokenFleetTest::dropping))
                    .as("call %s", number)
                    .anyMatch(problem -> problem.startsWith("it reported that everything is done"));
        }
    }

    @Test
    void findsNothingWrongInTheFleetAsItIs() {
        for (int number : calls()) {
            assertThat(problems(
                            new InjectedFault(number, FaultType.CONNECTION_REFUSED, InjectedFault.Extent.CALL, 0),
                            UnaryOperator.identity()))
                    .isEmpty();
        }
    }

    private static List<String> problems(InjectedFault fault, UnaryOperator<Transport> behavior) {
        return FaultRun.of(record, Optional.of(fault), clients, behavior).problems(undisturbed);
    }

    /** Batch writes of rows. The first one records the attempt, which matters only if another fault follows. */
    private static List<Integer> calls() {
        List<ObservedCall> calls = undisturbed.calls();
        return IntStream.rangeClosed(1, calls.size())
                .filter(number -> calls.get(number - 1).request().operation().equals("BatchWriteItem"))
                .skip(1)
                .boxed()
                .toList();
    }

    private static Transport swallowing(Transport network) {
        return sent -> {
            try {
                return network.send(sent);
            } catch (IOException e) {
                return ServiceResponse.ok(SentRequest.JSON.createObjectNode());
            }
        };
    }

    private static Transport dropping(Transport network) {
        return sent -> {
            ServiceResponse answer = network.send(sent);
            return sent.operation().equals("BatchWriteItem") && answer.isOk()
                    ? ServiceResponse.ok(SentRequest.JSON.createObjectNode())
                    : answer;
        };
    }
}
