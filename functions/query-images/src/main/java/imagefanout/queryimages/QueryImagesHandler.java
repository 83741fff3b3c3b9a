package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import imagefanout.lambda.Environment;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.Invoked;
import imagefanout.lambda.Rehearsal;
import imagefanout.lambda.Rehearsed;
import imagefanout.model.Deadline;
import java.util.function.Function;

/** Answers the requests of the HTTP API, in its payload format 2.0; {@code routeKey} says which operation is asked for. */
public final class QueryImagesHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>, Rehearsed {
    private final Function<Deadline, QueryImages> queryImages;

    public QueryImagesHandler() {
        this(Environment.ofProcess());
        rehearseBeforeSnapshot();
    }

    public QueryImagesHandler(Environment environment) {
        this(QueryImagesWiring.from(environment)::queryImages);
    }

    QueryImagesHandler(Function<Deadline, QueryImages> queryImages) {
        this.queryImages = requireNonNull(queryImages, "queryImages");
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Invoked.with(
                context,
                () -> queryImages.apply(new InvocationDeadline(context)).answer(event));
    }

    /** The question that is asked most. */
    @Override
    public void rehearse(Rehearsal rehearsal) {
        rehearsal.call(
                new QueryImagesHandler(rehearsal.environment()),
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class);
    }
}
