package emulators.imagebuilder.fault;

import static emulators.imagebuilder.shape.Text.matching;
import static emulators.imagebuilder.shape.Text.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.fault.Fault.Misbehaviour;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.shape.Fraction;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The kinds of fault that a client can ask for: the members of each and what they mean. */
enum FaultKind {
    COPY_FAILS(
            Structure.empty()
                    .requires("region", Text.of(1, 1024))
                    .requires("accountId", matching("[0-9]{12}"))
                    .allows("message", Text.of(1, 1024)),
            given -> new Fault.CopyFails(
                    new Destination(
                            given.get("region").textValue(),
                            given.get("accountId").textValue()),
                    Json.text(given, "message").orElse(CopyFailure.UNEXPLAINED))),

    CALL_REFUSED(
            calls().requires(
                            "error",
                            oneOf(
                                    "CallRateLimitExceededException",
                                    "ServiceException",
                                    "ServiceUnavailableException",
                                    "ForbiddenException",
                                    "ResourceInUseException")),
            given -> call(
                    given,
                    new Misbehaviour.Refusal(
                            ServiceError.named(given.get("error").textValue())))),

    ANSWER_LOST(calls(), given -> call(given, new Misbehaviour.AnswerLost())),

    LATENCY(
            calls().requires("millis", Whole.between(0, 60_000)),
            given -> call(given, new Misbehaviour.Latency(millis(given)))),

    MESSAGE_LOST(messages(), given -> message(given, List.of())),

    MESSAGE_DOUBLED(messages(), given -> message(given, List.of(Duration.ZERO, Duration.ZERO))),

    MESSAGE_LATE(
            messages().requires("millis", Whole.between(0, 86_400_000)),
            given -> message(given, List.of(millis(given)))),

    IMAGE_GONE(
            Structure.empty().requires("imageBuildVersionArn", Text.of(1, 1024)),
            given -> new Fault.ImageGone(given.get("imageBuildVersionArn").textValue()));

    private final Structure shape;
    private final Function<JsonNode, Fault> meaning;

    FaultKind(Structure shape, Function<JsonNode, Fault> meaning) {
        this.shape = shape;
        this.meaning = meaning;
    }

    Fault read(JsonNode given) {
        shape.check(given);
        return meaning.apply(given);
    }

    private static Structure calls() {
        return occasions().allows("operation", Text.matching("[A-Za-z]{1,100}"));
    }

    private static Structure messages() {
        return occasions().allows("channel", oneOf("SNS", "EVENTBRIDGE"));
    }

    private static Structure occasions() {
        return Structure.empty().allows("nth", Whole.from(1)).allows("rate", new Fraction());
    }

    private static Fault call(JsonNode given, Misbehaviour misbehaviour) {
        return new Fault.CallFails(Json.text(given, "operation"), Occasion.in(given), misbehaviour);
    }

    private static Fault message(JsonNode given, List<Duration> deliveries) {
        return new Fault.MessageStrays(
                Json.text(given, "channel").map(Publication.Kind::valueOf), Occasion.in(given), deliveries);
    }

    private static Duration millis(JsonNode given) {
        return Duration.ofMillis(given.get("millis").longValue());
    }
}
