package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether a fleet that is broken on purpose would be found out. */
class BrokenFleetTest {
    private static Clients clients;
    private static Quiet quiet;
    private static Scenario.Prepared record;
    private static Trial undisturbed;

    @BeforeAll
    static void start() {
        quiet = Quiet.logs();
        clients = new Clients();
        SimulatedDynamoDb empty =
                new SimulatedDynamoDb(Template.read(Template.find(), Map.of()).tables());
        record = Scenarios.record().prepare(clients, empty);
        undisturbed = Trial.undisturbed(record, clients);
    }

    @AfterAll
    static void stop() {
        clients.close();
        quiet.close();
    }

    @Test
    void aRecorderThatTakesAnAnswerThatNeverCameForASuccessIsFoundOut() {
        for (int number : calls()) {
            Fault fault = new Fault(number, FaultKind.CONNECTION_REFUSED, Fault.Extent.CALL, 0);

            assertThat(problems(fault, BrokenFleetTest::swallowing))
                    .as("call %s", number)
                    .anyMatch(problem -> problem.startsWith("it said that all is done"));
        }
    }

    @Test
    void aFunctionThatDropsWhatABatchGaveBackIsFoundOut() {
        for (int number : calls()) {
            Fault fault = new Fault(number, FaultKind.UNPROCESSED, Fault.Extent.ATTEMPT, 1);

            assertThat(problems(fault, BrokenFleetTest::dropping))
                    .as("call %s", number)
                    .anyMatch(problem -> problem.startsWith("it said that all is done"));
        }
    }

    @Test
    void theFleetAsItIsIsNot() {
        for (int number : calls()) {
            assertThat(problems(
                            new Fault(number, FaultKind.CONNECTION_REFUSED, Fault.Extent.CALL, 0),
                            UnaryOperator.identity()))
                    .isEmpty();
        }
    }

    private static List<String> problems(Fault fault, UnaryOperator<Way> habit) {
        return Trial.of(record, Optional.of(fault), clients, habit).problems(undisturbed);
    }

    /** Those that write rows, and the one that clears up. The first notes the attempt, which counts when another fault comes. */
    private static List<Integer> calls() {
        List<Call> calls = undisturbed.calls();
        return IntStream.rangeClosed(1, calls.size())
                .filter(number -> calls.get(number - 1).sent().operation().equals("BatchWriteItem"))
                .skip(1)
                .boxed()
                .toList();
    }

    private static Way swallowing(Way network) {
        return sent -> {
            try {
                return network.send(sent);
            } catch (IOException e) {
                return Answered.ok(Sent.JSON.createObjectNode());
            }
        };
    }

    private static Way dropping(Way network) {
        return sent -> {
            Answered answer = network.send(sent);
            return sent.operation().equals("BatchWriteItem") && answer.isOk()
                    ? Answered.ok(Sent.JSON.createObjectNode())
                    : answer;
        };
    }
}
