package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.KeepActive;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.Primed;
import imagefanout.lambda.Priming;
import imagefanout.model.Deadline;
import imagefanout.queryimages.answers.PromotionRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Handles the requests of the HTTP API, in payload format 2.0, and the schedule of the promotion rules. */
public final class QueryImagesHandler implements RequestStreamHandler, Primed {
    private final QueryImages queryImages;

    public QueryImagesHandler() {
        this(Environment.ofProcess());
        primeBeforeSnapshot();
    }

    public QueryImagesHandler(Environment environment) {
        this(QueryImagesWiring.from(environment).queryImages());
    }

    QueryImagesHandler(QueryImages queryImages) {
        this.queryImages = requireNonNull(queryImages, "queryImages");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private Object answer(String text, Deadline deadline) {
        JsonNode event = EventJson.object(text);
        if (PromotionRun.isIn(event)) {
            return queryImages.promotionRun(deadline).run(event);
        }
        return KeepActive.isIn(event) ? KeepActive.ANSWER : queryImages.answer(event, deadline);
    }

    @Override
    public void prime(Priming priming) {
        priming.call(new QueryImagesHandler(priming.environment()));
        queryImages.markWarm();
    }
}
