package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import emulators.wire.WireHandler;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Sends the requests of an SDK client to an emulator in the same process, without a socket. */
final class HandlerHttpClient implements SdkHttpClient {

    private final WireHandler handler;

    HandlerHttpClient(WireHandler handler) {
        this.handler = requireNonNull(handler, "handler");
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                WireAnswer answer = handler.answer(wireRequest(request))
                        .orElseThrow(() -> new IOException("The connection ended without an answer"));
                SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                return HttpExecuteResponse.builder()
                        .response(response.build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(Json.bytes(answer.body()))))
                        .build();
            }

            @Override
            public void abort() {
                // The call completes synchronously, so there is nothing to abort.
            }
        };
    }

    private static WireRequest wireRequest(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        byte[] body = request.contentStreamProvider().isPresent()
                ? read(request.contentStreamProvider().get())
                : new byte[0];
        return new WireRequest(
                http.method().name(),
                Objects.requireNonNullElse(http.encodedPath(), "/"),
                http.encodedQueryParameters().orElse(""),
                http.headers(),
                body);
    }

    private static byte[] read(ContentStreamProvider content) throws IOException {
        try (var stream = content.newStream()) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
