package imagefanout.queryimages.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.lambda.FleetMetrics;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.queryimages.http.ProblemException;
import imagefanout.queryimages.site.Dashboard;
import imagefanout.queryimages.site.DescribeApi;
import java.time.Clock;

/** All operations of the API. */
public final class ApiOperations {
    private final Dashboard dashboard = new Dashboard();
    private final DescribeApi describeApi = new DescribeApi();
    private final FleetMetrics metrics;
    private final Clock clock;

    public ApiOperations(FleetMetrics metrics, Clock clock) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @throws ProblemException when the request cannot be answered */
    public ApiAnswer answer(ApiRoute route, ApiRequest request, AnswerSources sources) {
        return switch (route) {
            case SHOW_DASHBOARD -> dashboard.answer(request);
            case DESCRIBE_API -> describeApi.answer();
            case LIST_PIPELINES -> new ApiAnswer.Data(new DirectoryAnswers(sources).pipelines(request));
            case LIST_IMAGES -> new ApiAnswer.Data(new DirectoryAnswers(sources).images(request));
            case LIST_BUILDS, LIST_IMAGE_BUILDS -> new ApiAnswer.Data(new LineageAnswers(sources).builds(request));
            case FIND_LATEST, FIND_LATEST_OF_IMAGE -> new LatestAnswers(sources).latest(request);
            case SHOW_COVERAGE, SHOW_IMAGE_COVERAGE -> new ApiAnswer.Data(new CoverageAnswers(sources).show(request));
            case LIST_CHANNELS -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).list(request));
            case SHOW_CHANNEL -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).show(request));
            case PROMOTE_BUILD -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).promote(request));
            case DELETE_CHANNEL -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).delete(request));
            case SHOW_PROMOTION_RULE -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).rule(request));
            case SHOW_CHANNEL_HISTORY -> new ApiAnswer.Data(new ChannelAnswers(sources, clock).history(request));
            case SHOW_IMAGE -> new ApiAnswer.Data(new ImageAnswers(sources.catalog()).show(request));
            case LIST_IMAGE_AMIS -> new ApiAnswer.Data(new ImageAnswers(sources.catalog()).amis(request));
            case HOLD_IMAGE -> new ApiAnswer.Data(new HoldAnswers(sources, metrics, clock).hold(request));
            case RELEASE_IMAGE -> new ApiAnswer.Data(new HoldAnswers(sources, metrics, clock).release(request));
            case LIST_HOLDS -> new ApiAnswer.Data(new HoldAnswers(sources, metrics, clock).history(request));
            case TRACE_AMI -> new ApiAnswer.Data(new ProvenanceAnswers(sources).trace(request));
            case LIST_ACCOUNTS -> new RegistryAnswers(sources.registry()).list(request);
            case SHOW_ACCOUNT -> new ApiAnswer.Data(new AccountAnswers(sources).show(request));
            case LIST_ACCOUNT_AMIS -> new ApiAnswer.Data(new LatestAnswers(sources).ofAccount(request));
            case GET_HELD_IMPORT -> new ApiAnswer.Data(new ApprovalAnswers(sources, clock).heldImport());
            case APPROVE_IMPORT -> new ApiAnswer.Accepted(new ApprovalAnswers(sources, clock).approveImport(request));
            case LIST_DISTRIBUTIONS -> new ApiAnswer.Data(new DistributionAnswers(sources.ledger()).list(request));
            case LIST_CHANGES -> new ApiAnswer.Data(new DistributionAnswers(sources.ledger()).changes(request));
            case APPROVE_PLAN -> new ApiAnswer.Accepted(new ApprovalAnswers(sources, clock).approvePlan(request));
        };
    }
}
