package emulators.wire.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.ErrorType;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import emulators.wire.shape.Structure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private record Cut(int entries) {}

    private final List<String> seen = new ArrayList<>();
    private final Faults faults = new Faults(
            Set.of("Get", "Put"),
            List.of(new ErrorType("ns#Throttled", 400), new ErrorType("Broken", 500)),
            List.of(
                    FaultKind.on(
                            "operation",
                            Set.of("Get"),
                            "CUT",
                            Structure.empty().requires("entries", IntegerShape.from(0)),
                            given -> new Cut(given.get("entries").intValue())),
                    FaultKind.lasting("GONE", Structure.empty(), given -> "gone")
                            .with(effect -> seen.add("started"), effect -> seen.add("ended")),
                    FaultKind.once("MOVE", Structure.empty(), given -> seen.add("moved"))));

    @ParameterizedTest
    @CsvSource({"'',1111", "',\"nth\":2',0100", "',\"rate\":0.5',0101", "',\"rate\":0',0000"})
    void affectsEachCallOrTheNthOrAShare(String trigger, String affected) {
        start("{\"kind\":\"CALL_REFUSED\",\"error\":\"Broken\"" + trigger + "}");

        String refused = IntStream.range(0, 4)
                .mapToObj(call -> faults.onCall("Get").refusal().isPresent() ? "1" : "0")
                .reduce("", String::concat);

        assertThat(refused).isEqualTo(affected);
    }

    @Test
    void countsOnlyTheOperationThatItNames() {
        start("{\"kind\":\"CALL_REFUSED\",\"operation\":\"Put\",\"error\":\"Throttled\",\"nth\":1}");

        assertThat(faults.onCall("Get").refusal()).isEmpty();
        assertThat(faults.onCall("Put").refusal()).contains(new ErrorType("ns#Throttled", 400));
        assertThat(faults.documents().get(0).get("concerned").intValue()).isEqualTo(1);
    }

    @Test
    void findsTheEffectsOfAServicesOwnKinds() {
        start("{\"kind\":\"CUT\",\"entries\":3,\"nth\":2}");

        assertThat(faults.affecting(Cut.class, "Get")).isEmpty();
        assertThat(faults.affecting(Cut.class, "Get")).containsExactly(new Cut(3));
        assertThat(faults.active(Cut.class)).containsExactly(new Cut(3));
        assertThat(faults.onCall("Get").refusal()).isEmpty();
    }

    @Test
    void actsAtBothEndsOfAFault() {
        String id = start("{\"kind\":\"GONE\"}");
        boolean first = faults.end(id);
        boolean second = faults.end(id);

        assertThat(seen).containsExactly("started", "ended");
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void doesNotKeepWhatActsOnce() {
        start("{\"kind\":\"MOVE\"}");

        assertThat(seen).containsExactly("moved");
        assertThat(faults.documents()).isEmpty();
    }

    @Test
    void endsTheWaitForLatencyWithTheFault() throws InterruptedException {
        String id = start("{\"kind\":\"LATENCY\",\"millis\":60000}");
        CallFaults call = faults.onCall("Get");
        Thread waiting = new Thread(() -> {
            try {
                call.awaitLatency();
            } catch (InterruptedException e) {
                seen.add("interrupted");
            }
        });
        waiting.start();

        faults.end(id);

        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void limitsTheCallsPerSecondByTheEmulatorsClock() {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        faults.addCallLimit(Set.of("Get", "Put"), List.of(new ErrorType("Throttled", 429)), clock);
        start(
                "{\"kind\":\"CALLS_LIMITED\",\"error\":\"Throttled\",\"callsPerSecond\":2,\"burst\":3,\"operation\":\"Get\"}");

        assertThat(answered(5)).isEqualTo("11100");
        assertThat(faults.onCall("Put").refusal()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(answered(4)).isEqualTo("1100");
        clock.advance(Duration.ofSeconds(60));
        assertThat(answered(5)).isEqualTo("11100");
        faults.endAll();
        assertThat(answered(5)).isEqualTo("11111");
    }

    private String answered(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> faults.onCall("Get").refusal().isPresent() ? "0" : "1")
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"UNKNOWN\"}",
                "{\"kind\":\"LATENCY\"}",
                "{\"kind\":\"LATENCY\",\"millis\":60001}",
                "{\"kind\":\"LATENCY\",\"millis\":1,\"operation\":\"Unknown\"}",
                "{\"kind\":\"ANSWER_LOST\",\"nth\":0}",
                "{\"kind\":\"ANSWER_LOST\",\"rate\":1.5}",
                "{\"kind\":\"CALL_REFUSED\",\"error\":\"Unknown\"}",
                "{\"kind\":\"CUT\",\"entries\":1,\"operation\":\"Put\"}"
            })
    void refusesFaultsThatItDoesNotKnow(String fault) {
        assertThatThrownBy(() -> start(fault)).isInstanceOf(InvalidValueException.class);
        assertThat(faults.documents()).isEmpty();
    }

    private String start(String json) {
        JsonNode started = faults.start(Json.objectIn(json.getBytes(StandardCharsets.UTF_8)));
        return started.path("id").asText();
    }
}
