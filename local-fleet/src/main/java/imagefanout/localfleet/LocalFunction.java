package imagefanout.localfleet;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import imagefanout.lambda.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;

/** A handler as Lambda's Java runtime runs it: JSON in, JSON out, by the runtime's own serializers. */
final class LocalFunction {
    private final String logicalId;
    private final Duration limit;
    private final RequestStreamHandler handler;

    private LocalFunction(String logicalId, Duration limit, RequestStreamHandler handler) {
        this.logicalId = logicalId;
        this.limit = limit;
        this.handler = handler;
    }

    static LocalFunction load(Template.Function function, Environment environment) {
        try {
            Object handler = Class.forName(function.handlerClass())
                    .getConstructor(Environment.class)
                    .newInstance(environment);
            Duration limit = Duration.ofSeconds(function.timeoutSeconds());
            return new LocalFunction(function.logicalId(), limit, streaming(handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    function.logicalId() + " cannot be started as " + function.handlerClass(), e);
        }
    }

    String logicalId() {
        return logicalId;
    }

    /** What the function answers. What it throws comes through, as in {@link FunctionError#of}. */
    byte[] invoke(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, new LocalContext(logicalId, limit));
        return answer.toByteArray();
    }

    private static RequestStreamHandler streaming(Object handler) {
        if (handler instanceof RequestStreamHandler streams) {
            return streams;
        }
        ParameterizedType requestHandler = Arrays.stream(handler.getClass().getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == RequestHandler.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(handler.getClass() + " is no handler"));
        PojoSerializer<Object> in = serializer(requestHandler.getActualTypeArguments()[0]);
        PojoSerializer<Object> out = serializer(requestHandler.getActualTypeArguments()[1]);
        return (event, answer, context) -> out.toJson(handle(handler, in.fromJson(event), context), answer);
    }

    @SuppressWarnings("unchecked")
    private static Object handle(Object handler, Object event, Context context) {
        return ((RequestHandler<Object, Object>) handler).handleRequest(event, context);
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> known && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(known, known.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
