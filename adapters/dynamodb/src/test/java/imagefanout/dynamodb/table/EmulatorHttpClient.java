package imagefanout.dynamodb.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.wire.protocol.ServiceException;
import imagefanout.model.identity.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Sends the requests of a real SDK client to an in-process emulator, without a socket. */
final class EmulatorHttpClient implements SdkHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DynamoDb dynamoDb;

    private EmulatorHttpClient(DynamoDb dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Creates a client for one emulator. */
    static DynamoDbClient client(DynamoDb dynamoDb, List<ExecutionInterceptor> interceptors) {
        return DynamoDbClients.builder(new Region("us-east-1"), Optional.empty(), interceptors)
                .httpClientBuilder(null)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new EmulatorHttpClient(dynamoDb))
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            ObjectNode json = (ObjectNode) JSON.readTree(body);
            String operation = target.substring(target.indexOf('.') + 1);
            return response(200, dynamoDb.call(operation, json));
        } catch (ServiceException e) {
            ObjectNode error =
                    e.members().deepCopy().put("__type", e.type().name()).put("message", e.getMessage());
            return response(e.type().status(), error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpExecuteResponse response(int status, ObjectNode body) {
        byte[] bytes = body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    @Override
    public void close() {}
}
