package imagefanout.imagebuilder;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Stops reading an answer that is too large, before it fills the memory. */
final class AnswerLimit {
    private static final ExecutionAttribute<Long> BYTES = new ExecutionAttribute<>("image-fanout answer limit");

    private AnswerLimit() {}

    /** Limits the answer of the request with these bounds. */
    static AwsRequestOverrideConfiguration in(AwsRequestOverrideConfiguration bounds, long bytes) {
        return bounds.toBuilder().putExecutionAttribute(BYTES, bytes).build();
    }

    /** The client interceptor that applies the limit. */
    static final class Interceptor implements ExecutionInterceptor {
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            Long limit = attributes.getAttribute(BYTES);
            return limit == null
                    ? context.responseBody()
                    : context.responseBody().map(content -> new Limited(content, limit));
        }
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream content, long limit) {
            super(content);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new AnswerTooLargeException();
            }
        }
    }

    /** A cause of the failure of a call whose answer was too large. */
    static final class AnswerTooLargeException extends SdkClientException {
        private static final long serialVersionUID = 1L;

        AnswerTooLargeException() {
            super(SdkClientException.builder().message("the answer is too large"));
        }
    }
}
