package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.Json;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.Primed;
import imagefanout.lambda.Priming;
import imagefanout.model.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/** Answers the requests of the HTTP API, in its payload format 2.0; {@code routeKey} says which operation is asked for. */
public final class QueryImagesHandler implements RequestStreamHandler, Primed {
    private final Function<Deadline, QueryImages> queryImages;

    public QueryImagesHandler() {
        this(Environment.ofProcess());
        primeBeforeSnapshot();
    }

    public QueryImagesHandler(Environment environment) {
        this(QueryImagesWiring.from(environment)::queryImages);
    }

    QueryImagesHandler(Function<Deadline, QueryImages> queryImages) {
        this.queryImages = requireNonNull(queryImages, "queryImages");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> queryImages
                .apply(new InvocationDeadline(context))
                .answer(event(text)));
    }

    /** sam local hands on the stage's variables as the template has them, under a condition: then there are none. */
    static APIGatewayV2HTTPEvent event(String text) {
        JsonNode event = Json.object(text);
        for (JsonNode variable : event.path("stageVariables")) {
            if (!variable.isTextual()) {
                ((ObjectNode) event).remove("stageVariables");
                break;
            }
        }
        return Json.event(event, APIGatewayV2HTTPEvent.class);
    }

    /** The question that is asked most. */
    @Override
    public void prime(Priming priming) {
        priming.call(new QueryImagesHandler(priming.environment()));
    }
}
