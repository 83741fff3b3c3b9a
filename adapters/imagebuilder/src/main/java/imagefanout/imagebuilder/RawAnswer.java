package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.image.ImageBuilderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The raw body of one call's successful answer; errors are not captured. The service may be newer than the SDK's model, and
 * writing an answer back through the model alone would drop the settings that it does not know.
 */
final class RawAnswer {
    private static final ExecutionAttribute<RawAnswer> OF_CALL = new ExecutionAttribute<>("image-fanout raw answer");

    private final String call;
    private volatile Optional<byte[]> body = Optional.empty();

    /** @param call the operation and its subject, for messages */
    RawAnswer(String call) {
        this.call = call;
    }

    /** Captures the answer of the request with these bounds. */
    AwsRequestOverrideConfiguration captureIn(AwsRequestOverrideConfiguration bounds) {
        return bounds.toBuilder().putExecutionAttribute(OF_CALL, this).build();
    }

    /** Whether the service gave its answer, whatever the SDK made of it. */
    boolean isCaptured() {
        return body.isPresent();
    }

    JsonNode tree() {
        try {
            return CanonicalJson.MAPPER.readTree(bytes());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The answer's member of this name, which must be an object. */
    ObjectNode object(String member) {
        if (tree().path(member) instanceof ObjectNode object) {
            return object;
        }
        throw new AnswerParser(call).malformed(member, new IllegalArgumentException("it is missing"));
    }

    /** Streams an answer that is too large for a tree. */
    void stream(Reader reader) {
        try (JsonParser json = CanonicalJson.MAPPER.createParser(bytes())) {
            reader.read(json);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Reads from a parser that is before the answer's first token. */
    @FunctionalInterface
    interface Reader {
        void read(JsonParser json) throws IOException;
    }

    private byte[] bytes() {
        return body.orElseThrow(() -> new IllegalStateException(call + ": the answer was not captured"));
    }

    private ImageBuilderException unreadable(IOException e) {
        return new ImageBuilderException(call + ": the answer is not valid JSON", e);
    }

    /** The client interceptor that captures answers. */
    static final class Capture implements ExecutionInterceptor {
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            RawAnswer raw = attributes.getAttribute(OF_CALL);
            if (raw == null
                    || context.responseBody().isEmpty()
                    || !context.httpResponse().isSuccessful()) {
                return context.responseBody();
            }
            try (InputStream content = context.responseBody().get()) {
                byte[] whole = content.readAllBytes();
                raw.body = Optional.of(whole);
                return Optional.of(new ByteArrayInputStream(whole));
            } catch (IOException e) {
                throw RetryableException.create("the connection was lost within the answer", e);
            }
        }
    }
}
