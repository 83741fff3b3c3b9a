package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import imagefanout.model.CatalogException;
import imagefanout.model.registry.RegistryException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API: finds the operation that a request asks for, and turns what it answers or throws into a response. */
final class QueryImages {
    private static final Logger LOG = LoggerFactory.getLogger(QueryImages.class);

    private final Map<Route, Operation> operations;
    private final Responses responses;

    QueryImages(Tables tables, Clock clock) {
        requireNonNull(clock, "clock");
        Pipelines pipelines = new Pipelines(tables.catalog());
        Images images = new Images(tables.catalog());
        Accounts accounts = new Accounts(tables.registry());

        Map<Route, Operation> all = new EnumMap<>(Route.class);
        all.put(Route.FIND_LATEST, new FindLatest(tables.catalog(), pipelines, accounts));
        all.put(Route.SHOW_COVERAGE, new ShowCoverage(tables.catalog(), pipelines, accounts));
        all.put(Route.SHOW_IMAGE, new ShowImage(tables.catalog(), images));
        all.put(Route.LIST_IMAGE_AMIS, new ListImageAmis(tables.catalog(), images));
        all.put(Route.DESCRIBE_API, new DescribeApi());
        this.operations = all;
        this.responses = new Responses(tables.lastReconcile());
    }

    APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        Call call = new Call(event);
        try {
            Route route = Route.of(call.routeKey());
            call.allowOnly(route.parameters());
            return responses.of(operations.get(route).answer(call), call);
        } catch (Problem problem) {
            return responses.of(problem);
        } catch (CatalogException | RegistryException e) {
            LOG.error("a table could not be read or written for {}", call.routeKey(), e);
            return responses.of(Problem.because(
                    Problem.Type.TEMPORARILY_UNAVAILABLE, "the tables could not be read; try again in a moment", e));
        } catch (RuntimeException e) {
            LOG.error("{} failed", call.routeKey(), e);
            return responses.of(
                    Problem.because(Problem.Type.INTERNAL_ERROR, "the function's log has what went wrong", e));
        }
    }
}
