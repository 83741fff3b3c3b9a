package imagefanout.queryimages.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.queryimages.http.ProblemException;
import imagefanout.queryimages.site.Dashboard;
import imagefanout.queryimages.site.DescribeApi;
import java.time.Clock;

/** All operations of the API. */
public final class Operations {
    private final Dashboard dashboard = new Dashboard();
    private final DescribeApi describeApi = new DescribeApi();
    private final Clock clock;

    public Operations(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** @throws ProblemException when the request cannot be answered */
    public ApiAnswer answer(ApiRoute route, ApiRequest request, AnswerSources sources) {
        ImageCatalog catalog = sources.catalog();
        AccountRegistry registry = sources.registry();
        PipelineLookup pipelines = new PipelineLookup(catalog);
        ImageLookup images = new ImageLookup(catalog);
        return switch (route) {
            case SHOW_DASHBOARD -> dashboard.answer(request);
            case DESCRIBE_API -> describeApi.answer();
            case LIST_PIPELINES -> new ApiAnswer.Data(new ListPipelines(catalog).answer(request));
            case LIST_BUILDS -> new ApiAnswer.Data(new ListBuilds(catalog, pipelines).answer(request));
            case FIND_LATEST -> new FindLatest(catalog, registry, pipelines).answer(request);
            case SHOW_COVERAGE -> new ApiAnswer.Data(new ShowCoverage(catalog, registry, pipelines).answer(request));
            case SHOW_IMAGE -> new ApiAnswer.Data(new ShowImage(catalog, images).answer(request));
            case LIST_IMAGE_AMIS -> new ApiAnswer.Data(new ListImageAmis(catalog, images).answer(request));
            case HOLD_IMAGE -> new ApiAnswer.Data(new Holds(catalog, images, clock).hold(request));
            case RELEASE_IMAGE -> new ApiAnswer.Data(new Holds(catalog, images, clock).release(request));
            case TRACE_AMI -> new ApiAnswer.Data(new TraceAmi(catalog).answer(request));
            case LIST_ACCOUNT_AMIS ->
                new ApiAnswer.Data(new ListAccountAmis(catalog, registry, pipelines).answer(request));
            case LIST_DISTRIBUTIONS -> new ApiAnswer.Data(new ListDistributions(sources.ledger()).answer(request));
            case LIST_CHANGES -> new ApiAnswer.Data(new ListChanges(sources.ledger()).answer(request));
        };
    }
}
