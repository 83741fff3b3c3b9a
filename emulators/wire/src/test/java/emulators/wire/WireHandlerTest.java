package emulators.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.wire.fault.Faults;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireHandlerTest {

    private final EchoService service = new EchoService();
    private final Faults faults = new Faults(EchoService.OPERATIONS, List.of(EchoService.THROTTLED), List.of());
    private final WireHandler handler = new WireHandler(
            service,
            faults,
            Map.of("ping", (method, rest, body) -> Optional.of(Json.object().put("pinged", rest))),
            () -> "request-1");

    @Test
    void answersInTheProtocolOfTheService() {
        WireAnswer answer = call("Echo", "{\"a\":1}").orElseThrow();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/x-amz-json-1.0")
                .containsEntry("x-amzn-RequestId", "request-1");
        assertThat(answer.body()).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo_20260101.Unknown", "Other_20260101.Echo", "Echo", ""})
    void refusesUnknownTargets(String target) {
        assertError(send(target, "{}"), 400, "com.amazon.coral.service#UnknownOperationException");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        assertError(call("Echo", "{"), 400, "com.amazon.coral.service#SerializationException");
    }

    @Test
    void answersADefectWithAnError() {
        assertError(call("Break", "{}"), 500, "test.echo#InternalServerError");
    }

    @Test
    void refusesTheNthCallWithoutEffect() {
        fault("{\"kind\":\"CALL_REFUSED\",\"error\":\"ThrottlingException\",\"nth\":2}");

        assertThat(call("Echo", "{}").orElseThrow().status()).isEqualTo(200);
        assertError(call("Echo", "{}"), 400, "test.echo#ThrottlingException");
        assertThat(call("Echo", "{}").orElseThrow().status()).isEqualTo(200);
        assertThat(service.calls()).isEqualTo(2);
    }

    @Test
    void losesAnAnswerAfterItsEffect() {
        fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"Echo\"}");

        assertThat(call("Echo", "{}")).isEmpty();
        assertThat(service.calls()).isEqualTo(1);
        assertThat(call("Large", "{\"megabytes\":0}")).isPresent();
    }

    @Test
    void neverAppliesFaultsToTheControlEndpoint() {
        fault("{\"kind\":\"CALL_REFUSED\",\"error\":\"ThrottlingException\"}");
        fault("{\"kind\":\"ANSWER_LOST\"}");

        WireAnswer ended = control("DELETE", "faults", "");

        assertThat(ended.status()).isEqualTo(200);
        assertThat(call("Echo", "{}").orElseThrow().status()).isEqualTo(200);
    }

    @Test
    void hasTheCommandsOfTheService() {
        assertThat(control("GET", "ping/a/b", "").body()).hasToString("{\"pinged\":\"a/b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "faults/fault-1", "health/more"})
    void refusesUnknownControlRequests(String path) {
        assertThat(control("PATCH", path, "").status()).isEqualTo(404);
    }

    @Test
    void refusesUnknownFaultsByTheirId() {
        WireAnswer answer = control("DELETE", "faults/fault-7", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("message").textValue()).contains("fault-7");
    }

    private void fault(String json) {
        assertThat(control("POST", "faults", json).status()).isEqualTo(200);
    }

    private WireAnswer control(String method, String path, String body) {
        return handler.answer(new WireRequest(method, "/_emulator/" + path, "", Map.of(), body.getBytes(UTF_8)))
                .orElseThrow();
    }

    private Optional<WireAnswer> call(String operation, String body) {
        return send("Echo_20260101." + operation, body);
    }

    private Optional<WireAnswer> send(String target, String body) {
        return handler.answer(
                new WireRequest("POST", "/", "", Map.of("x-amz-target", List.of(target)), body.getBytes(UTF_8)));
    }

    private static void assertError(Optional<WireAnswer> answer, int status, String type) {
        assertThat(answer.orElseThrow().status()).isEqualTo(status);
        assertThat(answer.orElseThrow().body().get("__type").textValue()).isEqualTo(type);
    }
}
