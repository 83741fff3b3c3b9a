package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.queryimages.answers.AnswerSources;
import imagefanout.queryimages.answers.ApiOperations;
import imagefanout.queryimages.answers.PromotionRun;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ApiResponse;
import imagefanout.queryimages.http.ApiResponses;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API: runs the operation of a request, and turns its answer or exception into a response. */
final class QueryImages {
    private static final Logger LOG = LoggerFactory.getLogger(QueryImages.class);

    private final Function<Deadline, AnswerSources> sources;
    private final ApiOperations operations;
    private final RememberedReconcile lastReconcile;
    private final Clock clock;
    private final AtomicBoolean isWarm = new AtomicBoolean();

    QueryImages(Function<Deadline, AnswerSources> sources, FleetMetrics metrics, Clock clock) {
        this.sources = requireNonNull(sources, "sources");
        this.operations = new ApiOperations(metrics, clock);
        this.lastReconcile = new RememberedReconcile(clock);
        this.clock = clock;
    }

    /** Classes are loaded and connections were opened: the next answer needs no longer than any other. */
    void markWarm() {
        isWarm.set(true);
    }

    /** A run of the promotion rules, which may take as long as the invocation. */
    PromotionRun promotionRun(Deadline deadline) {
        return new PromotionRun(sources.apply(deadline), clock);
    }

    ApiResponse answer(JsonNode event, Deadline deadline) {
        ApiRequest request = new ApiRequest(event);
        try {
            return answer(request, deadline);
        } catch (ProblemException e) {
            return ApiResponses.of(e);
        } catch (StorageException e) {
            LOG.error("{} could not read or write a table", request.routeKey(), LogRedaction.redact(e));
            return ApiResponses.of(ProblemException.of(
                    ProblemException.Type.TEMPORARILY_UNAVAILABLE,
                    "The tables could not be read or written. Try again in a few seconds."));
        } catch (RuntimeException e) {
            LOG.error("{} failed", request.routeKey(), LogRedaction.redact(e));
            return ApiResponses.of(ProblemException.of(
                    ProblemException.Type.INTERNAL_ERROR, "The request failed. The function's log has the cause."));
        }
    }

    private ApiResponse answer(ApiRequest request, Deadline deadline) {
        ApiRoute route = ApiRoute.of(request.routeKey());
        if (route != ApiRoute.SHOW_DASHBOARD) { // a token issuer redirects to it with parameters of its own
            request.allowOnly(route.parameters());
        }
        boolean readsTables = route != ApiRoute.SHOW_DASHBOARD && route != ApiRoute.DESCRIBE_API;
        Duration budget = readsTables && !isWarm.get() ? ReadBudget.FIRST : ReadBudget.USUAL;
        try {
            AnswerSources ports = sources.apply(new ReadBudget(deadline, clock, budget));
            ApiAnswer answer = operations.answer(route, request, ports);
            return ApiResponses.of(answer, () -> lastReconcile.endedAt(ports.lastReconcile()), request);
        } finally {
            // Not before: in one process, such as the local fleet, others that wait for the same classes are first,
            // too.
            if (readsTables) {
                markWarm();
            }
        }
    }
}
