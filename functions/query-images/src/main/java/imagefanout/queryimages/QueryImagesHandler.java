package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Answers the requests of the HTTP API, in its payload format 2.0; {@code routeKey} says which operation is asked for. */
public final class QueryImagesHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final QueryImages queryImages;

    QueryImagesHandler(QueryImages queryImages) {
        this.queryImages = requireNonNull(queryImages, "queryImages");
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> queryImages.answer(event));
    }
}
