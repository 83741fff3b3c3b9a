package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API: finds the operation that a request asks for, and turns what it answers or throws into a response. */
final class QueryImages {
    private static final Logger LOG = LoggerFactory.getLogger(QueryImages.class);

    private final Tables tables;
    private final LongLived longLived;

    QueryImages(Tables tables, LongLived longLived) {
        this.tables = requireNonNull(tables, "tables");
        this.longLived = requireNonNull(longLived, "longLived");
    }

    APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        Call call = new Call(event);
        try {
            Route route = Route.of(call.routeKey());
            if (route != Route.SHOW_DASHBOARD) { // which an issuer sends people back to, with parameters of its own
                call.allowOnly(route.parameters());
            }
            Answer answer = operation(route).answer(call);
            if (answer instanceof Answer.Data data) {
                return Responses.of(data, tables.lastReconcile().endedAt(), call);
            }
            return answer instanceof Answer.PlainText text
                    ? Responses.of(text, call)
                    : Responses.of((Answer.Document) answer, call);
        } catch (Problem problem) {
            return Responses.of(problem);
        } catch (StorageException e) {
            LOG.error("a table could not be read or written for {}", call.routeKey(), LogRedaction.redact(e));
            return Responses.of(Problem.because(
                    Problem.Type.TEMPORARILY_UNAVAILABLE, "the tables could not be read; try again in a moment", e));
        } catch (RuntimeException e) {
            LOG.error("{} failed", call.routeKey(), LogRedaction.redact(e));
            return Responses.of(
                    Problem.because(Problem.Type.INTERNAL_ERROR, "the function's log has what went wrong", e));
        }
    }

    private Operation operation(Route route) {
        ImageCatalog catalog = tables.catalog();
        Pipelines pipelines = new Pipelines(catalog);
        Images images = new Images(catalog);
        Accounts accounts = new Accounts(tables.registry());
        return switch (route) {
            case SHOW_DASHBOARD -> longLived.dashboard();
            case DESCRIBE_API -> longLived.describeApi();
            case LIST_PIPELINES -> new ListPipelines(catalog);
            case LIST_BUILDS -> new ListBuilds(catalog, pipelines);
            case FIND_LATEST -> new FindLatest(catalog, pipelines, accounts);
            case SHOW_COVERAGE -> new ShowCoverage(catalog, pipelines, accounts);
            case SHOW_IMAGE -> new ShowImage(catalog, images);
            case LIST_IMAGE_AMIS -> new ListImageAmis(catalog, images);
            case HOLD_IMAGE -> new HoldImage(catalog, images, longLived.clock());
            case RELEASE_IMAGE -> new ReleaseImage(catalog, images);
            case TRACE_AMI -> new TraceAmi(catalog);
            case LIST_ACCOUNT_AMIS -> new ListAccountAmis(catalog, pipelines, accounts);
            case LIST_DISTRIBUTIONS -> new ListDistributions(tables.ledger());
            case LIST_CHANGES -> new ListChanges(tables.ledger());
        };
    }
}
