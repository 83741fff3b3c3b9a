package emulators.imagebuilder.fault;

import static emulators.wire.shape.StringShape.matching;
import static emulators.wire.shape.StringShape.oneOf;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.message.Publisher;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.fault.FaultKind;
import emulators.wire.protocol.ErrorType;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.Json;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fault kinds that are specific to Image Builder, and the errors for refused calls. */
public final class ImageBuilderFaults {

    /** The errors that CALL_REFUSED may name. */
    public static final List<ErrorType> REFUSALS = Stream.of(
                    ServiceError.CALL_RATE_LIMIT_EXCEEDED,
                    ServiceError.SERVICE,
                    ServiceError.SERVICE_UNAVAILABLE,
                    ServiceError.FORBIDDEN,
                    ServiceError.RESOURCE_IN_USE)
            .map(ServiceError::type)
            .toList();

    private static final StringShape ARN = StringShape.of(1, 1024);
    private static final int MAX_MESSAGE_DELAY_MILLIS = 86_400_000;

    private final Function<String, Builds> buildsOf;
    private final Function<String, Publisher> publisherOf;

    /**
     * @param buildsOf finds the builds for the account and Region of an ARN
     * @param publisherOf finds their publisher
     */
    public ImageBuilderFaults(Function<String, Builds> buildsOf, Function<String, Publisher> publisherOf) {
        this.buildsOf = requireNonNull(buildsOf, "buildsOf");
        this.publisherOf = requireNonNull(publisherOf, "publisherOf");
    }

    public List<FaultKind<?>> kinds() {
        return List.of(
                buildFailure(),
                copyFailure(),
                message("MESSAGE_LOST", Structure.empty(), given -> List.of()),
                message("MESSAGE_DOUBLED", Structure.empty(), given -> List.of(Duration.ZERO, Duration.ZERO)),
                message(
                        "MESSAGE_LATE",
                        Structure.empty().requires("millis", IntegerShape.between(0, MAX_MESSAGE_DELAY_MILLIS)),
                        given -> List.of(Duration.ofMillis(given.get("millis").longValue()))),
                otherEvent(),
                missingImage(),
                imageState());
    }

    private static FaultKind<PhaseFault> buildFailure() {
        return FaultKind.on(
                "phase",
                Set.of("BUILDING", "TESTING", "DISTRIBUTING"),
                "BUILD_FAILS",
                Structure.empty()
                        .allows("component", StringShape.of(1, 1024))
                        .allows("message", StringShape.of(1, 384_000)),
                given -> new PhaseFault(
                        Json.text(given, "component"),
                        Json.text(given, "message").orElse("The step failed.")));
    }

    private static FaultKind<CopyFault> copyFailure() {
        return FaultKind.lasting(
                "COPY_FAILS",
                Structure.empty()
                        .requires("region", StringShape.of(1, 1024))
                        .requires("accountId", matching("[0-9]{12}"))
                        .allows("message", StringShape.of(1, 1024)),
                given -> new CopyFault(
                        new Destination(
                                given.get("region").textValue(),
                                given.get("accountId").textValue()),
                        Json.text(given, "message").orElse(CopyFailure.UNEXPLAINED)));
    }

    private static FaultKind<MessageFault> message(
            String name, Structure members, Function<JsonNode, List<Duration>> deliveries) {
        return FaultKind.on(
                "channel",
                Set.of(Publication.Kind.SNS.name(), Publication.Kind.EVENTBRIDGE.name()),
                name,
                members,
                given -> new MessageFault(deliveries.apply(given)));
    }

    private FaultKind<JsonNode> otherEvent() {
        return FaultKind.once(
                "OTHER_EVENT",
                Structure.empty()
                        .requires("detailType", StringShape.of(1, 128))
                        .requires("resource", matching("arn:aws[a-z-]*:imagebuilder:[a-z0-9-]+:[0-9]{12}:.+"))
                        .allows("topicArn", ARN),
                given -> {
                    String resource = given.get("resource").textValue();
                    publisherOf
                            .apply(resource)
                            .publishOther(given.get("detailType").textValue(), resource, Json.text(given, "topicArn"));
                });
    }

    private FaultKind<String> missingImage() {
        return FaultKind.lasting(
                        "IMAGE_GONE",
                        Structure.empty().requires("imageBuildVersionArn", ARN),
                        given -> given.get("imageBuildVersionArn").textValue())
                .with(this::hide, this::show);
    }

    private void hide(String arn) {
        Builds builds = buildsOf.apply(arn);
        builds.withLock(() -> {
            builds.hide(known(builds, arn).arn());
            return arn;
        });
    }

    private void show(String arn) {
        Builds builds = buildsOf.apply(arn);
        builds.withLock(() -> {
            builds.show(arn);
            return arn;
        });
    }

    private FaultKind<JsonNode> imageState() {
        return FaultKind.once(
                "IMAGE_STATE",
                Structure.empty()
                        .requires("imageBuildVersionArn", ARN)
                        .requires("status", oneOf("DEPRECATED", "DISABLED", "DELETED")),
                given -> {
                    String arn = given.get("imageBuildVersionArn").textValue();
                    Builds builds = buildsOf.apply(arn);
                    builds.withLock(() -> builds.retire(
                            known(builds, arn),
                            ImageStatus.valueOf(given.get("status").textValue())));
                });
    }

    private static Image known(Builds builds, String arn) {
        return builds.build(arn)
                .orElseThrow(() ->
                        ServiceError.RESOURCE_NOT_FOUND.exception("The build with ARN " + arn + " cannot be found."));
    }
}
