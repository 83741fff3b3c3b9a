package imagefanout.benchmarks.recording;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.imagebuilder.model.ImagebuilderRequest;

/**
 * Counts the requests to DynamoDB, the capacity that they consumed, and the calls of Image Builder. The SDK adds it to every client of this process, because a
 * file on the class path names it. So the functions are measured with their own wiring, and the counts are static.
 */
public final class CapacityMeter implements ExecutionInterceptor {
    private static final Object LOCK = new Object();

    private static Tally tally = new Tally();

    /** Returns the counts since the last call. */
    public static Tally take() {
        synchronized (LOCK) {
            Tally taken = tally;
            tally = new Tally();
            return taken;
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof DynamoDbRequest request)) {
            return context.request();
        }
        DynamoDbRequest.Builder builder = request.toBuilder();
        request.sdkFields().stream()
                .filter(field -> field.memberName().equals("ReturnConsumedCapacity"))
                .forEach(field -> field.set(builder, "TOTAL"));
        return builder.build();
    }

    /** Once for each attempt: a retry is billed again. */
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        synchronized (LOCK) {
            if (context.request() instanceof DynamoDbRequest request && !isIndexWrite(request)) {
                tally.request();
                ReadPartitions.of(request).forEach(tally::read);
            } else if (context.request() instanceof ImagebuilderRequest) {
                tally.call(context.request().getClass().getSimpleName().replace("Request", ""));
            }
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof DynamoDbRequest request)) {
            return;
        }
        Map<String, Integer> weights = WrittenPartitions.of(request);
        synchronized (LOCK) {
            for (ConsumedCapacity capacity : capacity(context.response())) {
                if (isIndexWrite(request)) {
                    tally.indexWritten(capacity.capacityUnits());
                } else if (weights.isEmpty()) {
                    tally.read(capacity.capacityUnits());
                } else {
                    tally.written(capacity.capacityUnits(), weights);
                }
            }
        }
    }

    /** DynamoDB itself writes to an index; no client requests it. */
    private static boolean isIndexWrite(SdkRequest request) {
        return request instanceof PutItemRequest put && StraightforwardRecorder.INDEXES.contains(put.tableName());
    }

    private static List<ConsumedCapacity> capacity(SdkPojo response) {
        return response.sdkFields().stream()
                .filter(field -> field.memberName().equals("ConsumedCapacity"))
                .map(field -> (Object) field.getValueOrDefault(response))
                .filter(Objects::nonNull)
                .flatMap(value -> value instanceof Collection<?> all ? all.stream() : List.of(value).stream())
                .map(ConsumedCapacity.class::cast)
                .toList();
    }
}
