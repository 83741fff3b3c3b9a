package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.image.ImageBuilderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The body of one call's answer as it came over the wire, of the last attempt when there were several. The service may be
 * newer than the SDK's model, and then this says more than the SDK's answer does: who reads, changes and writes back
 * through the SDK's model alone drops what the model does not know.
 */
final class RawAnswer {
    private static final ExecutionAttribute<RawAnswer> OF_CALL = new ExecutionAttribute<>("image-fanout raw answer");

    private final String call;
    private final AtomicReference<byte[]> body = new AtomicReference<>();

    /** @param call what was asked of what, for messages */
    RawAnswer(String call) {
        this.call = call;
    }

    /** Lets the request that is sent with these bounds leave its answer here. */
    AwsRequestOverrideConfiguration.Builder captureIn(AwsRequestOverrideConfiguration.Builder bounds) {
        return bounds.putExecutionAttribute(OF_CALL, this);
    }

    /** The whole answer, or the part of it at the pointer: missing ({@code isMissingNode}) when there is none. */
    JsonNode at(String pointer) {
        try {
            return CanonicalJson.MAPPER.readTree(bytes()).at(JsonPointer.compile(pointer));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The settings in the part of the answer at {@code pointer} that {@code model} has no place for, as JSON pointers from
     * that part on: empty when reading and writing through the SDK's model loses nothing.
     *
     * @param model of the part, for example {@code ImageRecipe.builder().build()} for {@code /imageRecipe}
     */
    SortedSet<String> settingsUnknownTo(SdkPojo model, String pointer) {
        return UnknownSettings.in(at(pointer), model);
    }

    /** Reads the answer piece by piece, for one too large to hold as a tree. */
    void stream(Reader reader) {
        try (JsonParser json = CanonicalJson.MAPPER.createParser(bytes())) {
            json.nextToken();
            reader.read(json);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Reads from a parser that stands at the answer's first token. */
    @FunctionalInterface
    interface Reader {
        void read(JsonParser json) throws IOException;
    }

    private byte[] bytes() {
        byte[] captured = body.get();
        if (captured == null) {
            throw new IllegalStateException(call + ": its answer was not captured");
        }
        return captured;
    }

    private ImageBuilderException unreadable(IOException e) {
        return new ImageBuilderException(call + ": the answer is no JSON that can be read", e);
    }

    /** Leaves each answer where its call asked for it. */
    static final class Capture implements ExecutionInterceptor {
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            RawAnswer raw = attributes.getAttribute(OF_CALL);
            if (raw == null || context.responseBody().isEmpty()) {
                return context.responseBody();
            }
            try (InputStream content = context.responseBody().get()) {
                byte[] whole = content.readAllBytes();
                raw.body.set(whole);
                return Optional.of(new ByteArrayInputStream(whole));
            } catch (IOException e) {
                throw RetryableException.create("the answer broke off", e);
            }
        }
    }
}
