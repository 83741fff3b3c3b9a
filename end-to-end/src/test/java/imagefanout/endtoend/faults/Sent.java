package imagefanout.endtoend.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One attempt of one call, as it leaves the SDK.
 *
 * @param call the same for all attempts of one call
 */
record Sent(Service service, String operation, String call, SdkHttpRequest http, byte[] body) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    /** Both services are recognised by their wire: DynamoDB names the operation in a header, Image Builder in the path. */
    static Sent of(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        String call = http.firstMatchingHeader("amz-sdk-invocation-id").orElseThrow();
        byte[] body = request.contentStreamProvider()
                .map(content -> read(content.newStream()))
                .orElseGet(() -> new byte[0]);
        return http.firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.indexOf('.') + 1))
                .map(operation -> new Sent(Service.DYNAMODB, operation, call, http, body))
                .orElseGet(() ->
                        new Sent(Service.IMAGE_BUILDER, http.encodedPath().replaceFirst("^/", ""), call, http, body));
    }

    private static byte[] read(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body; empty where all is in the path. */
    ObjectNode json() {
        try {
            return body.length == 0
                    ? JSON.createObjectNode()
                    : (ObjectNode) JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the SDK sends JSON", e);
        }
    }

    Sent withJson(ObjectNode other) {
        byte[] bytes = other.toString().getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest.Builder changed = http.toBuilder();
        if (http.firstMatchingHeader("Content-Length").isPresent()) {
            changed.putHeader("Content-Length", Integer.toString(bytes.length));
        }
        return new Sent(service, operation, call, changed.build(), bytes);
    }
}
