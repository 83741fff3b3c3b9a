package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One attempt of a call, as sent by the SDK.
 *
 * @param call an ID, the same for all attempts of one call
 */
public record SentRequest(AwsService service, String operation, String call, SdkHttpRequest http, byte[] body) {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final SdkHttpRequest NO_HTTP = SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("http://services.invalid"))
            .build();

    /** Detects the service by its protocol: DynamoDB and EventBridge name the operation in a header, Image Builder in the path. */
    public static SentRequest of(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        String call = http.firstMatchingHeader("amz-sdk-invocation-id").orElseThrow();
        byte[] body = request.contentStreamProvider()
                .map(content -> read(content.newStream()))
                .orElseGet(() -> new byte[0]);
        return http.firstMatchingHeader("X-Amz-Target")
                .map(target -> new SentRequest(
                        target.startsWith("AWSEvents.") ? AwsService.EVENT_BRIDGE : AwsService.DYNAMODB,
                        target.substring(target.indexOf('.') + 1),
                        call,
                        http,
                        body))
                .orElseGet(() -> new SentRequest(
                        AwsService.IMAGE_BUILDER, http.encodedPath().replaceFirst("^/", ""), call, http, body));
    }

    /** A call of DynamoDB that did not pass the SDK's HTTP layers. */
    public static SentRequest ofDynamoDb(String operation, ObjectNode request) {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        return new SentRequest(AwsService.DYNAMODB, operation, "", NO_HTTP, body);
    }

    private static byte[] read(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the body; an empty object if there is none. */
    public ObjectNode json() {
        try {
            return body.length == 0
                    ? JSON.createObjectNode()
                    : (ObjectNode) JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the SDK sends JSON", e);
        }
    }

    public SentRequest withJson(ObjectNode other) {
        byte[] bytes = other.toString().getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest.Builder changed = http.toBuilder();
        if (http.firstMatchingHeader("Content-Length").isPresent()) {
            changed.putHeader("Content-Length", Integer.toString(bytes.length));
        }
        return new SentRequest(service, operation, call, changed.build(), bytes);
    }
}
