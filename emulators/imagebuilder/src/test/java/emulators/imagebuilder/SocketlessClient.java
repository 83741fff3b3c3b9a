package emulators.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.WireHandler;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An emulator without a socket, called with JSON requests. Client tokens are added automatically. */
final class SocketlessClient {

    static final Duration BUILD = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final WireHandler handler;
    private Map<String, List<String>> headers = Map.of();
    private int tokens;

    SocketlessClient(UnaryOperator<EmulatorOptions> changed) {
        this.handler = ImageBuilderEmulator.withoutSocket(
                changed.apply(EmulatorOptions.defaults().withClock(clock).withBuildDuration(BUILD)));
    }

    ManualClock clock() {
        return clock;
    }

    /** Signs all later requests. */
    void signFor(String accessKey, String region) {
        headers = Map.of(
                "Authorization",
                List.of("AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/" + region
                        + "/imagebuilder/aws4_request, SignedHeaders=host, Signature=0"));
    }

    /** Calls an operation with a JSON body in single quotes. */
    JsonNode call(String operation, String json) {
        return body(send(operation.startsWith("List") ? "POST" : "PUT", "/" + operation, "", json));
    }

    /** Makes the same call and returns its error; empty if it succeeds. */
    String error(String operation, String json) {
        return error(send(operation.startsWith("List") ? "POST" : "PUT", "/" + operation, "", json));
    }

    JsonNode get(String operation, String member, String arn) {
        return body(send("GET", "/" + operation, member + "=" + arn, ""));
    }

    String getError(String operation, String member, String arn) {
        return error(send("GET", "/" + operation, member + "=" + arn, ""));
    }

    /** Returns the error of a deletion; empty if it succeeds. */
    String delete(String operation, String member, String arn) {
        return error(send("DELETE", "/" + operation, member + "=" + arn, ""));
    }

    JsonNode control(String method, String command, String json) {
        return body(send(method, "/_emulator/" + command, "", json));
    }

    private static JsonNode body(WireAnswer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(error(answer) + ": " + answer.body());
        }
        return Emulation.json(Json.text(answer.body()));
    }

    private static String error(WireAnswer answer) {
        return answer.headers().getOrDefault("x-amzn-ErrorType", "");
    }

    WireAnswer send(String method, String path, String query, String json) {
        String body = method.equals("PUT") && !json.contains("clientToken")
                ? json.replaceFirst("\\{", "{'clientToken':'token-" + ++tokens + "',")
                        .replace(",}", "}")
                : json;
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return handler.answer(new WireRequest(method, path, query, headers, bytes))
                .orElseThrow();
    }

    String component(String name) {
        return call(
                        "CreateComponent",
                        "{'name':'" + name + "','semanticVersion':'1.0.0','platform':'Linux','data':'phases: []'}")
                .get("componentBuildVersionArn")
                .asText();
    }

    String recipe(String name, String component) {
        return call(
                        "CreateImageRecipe",
                        "{'name':'" + name
                                + "','semanticVersion':'1.0.0','parentImage':'ami-1','components':[{'componentArn':'"
                                + component + "'}]}")
                .get("imageRecipeArn")
                .asText();
    }

    String infrastructure(String name) {
        return call("CreateInfrastructureConfiguration", "{'name':'" + name + "','instanceProfileName':'builder'}")
                .get("infrastructureConfigurationArn")
                .asText();
    }

    /** Creates a pipeline and everything that it needs. */
    String pipeline(String name, String more) {
        return call(
                        "CreateImagePipeline",
                        "{'name':'" + name + "','imageRecipeArn':'" + recipe(name, component(name))
                                + "','infrastructureConfigurationArn':'" + infrastructure(name) + "'" + more + "}")
                .get("imagePipelineArn")
                .asText();
    }

    String start(String pipelineArn) {
        return call("StartImagePipelineExecution", "{'imagePipelineArn':'" + pipelineArn + "'}")
                .get("imageBuildVersionArn")
                .asText();
    }

    JsonNode image(String arn) {
        return get("GetImage", "imageBuildVersionArn", arn).get("image");
    }
}
