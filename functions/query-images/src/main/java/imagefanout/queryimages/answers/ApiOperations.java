package imagefanout.queryimages.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.lambda.FleetMetrics;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.registry.AccountRegistry;
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
        ImageCatalog catalog = sources.catalog();
        AccountRegistry registry = sources.registry();
        OfferPolicy offer = sources.offer();
        LineageAnswers lineages = new LineageAnswers(catalog, offer);
        ChannelAnswers channels = new ChannelAnswers(sources.channels(), sources.rules(), catalog, lineages, clock);
        LatestAnswers latest = new LatestAnswers(catalog, registry, lineages, channels, offer);
        CoverageAnswers coverage = new CoverageAnswers(catalog, registry, sources.ledger(), lineages, channels, offer);
        ImageAnswers images = new ImageAnswers(catalog);
        HoldAnswers holds = new HoldAnswers(catalog, images, offer, metrics, clock);
        ProvenanceAnswers provenance = new ProvenanceAnswers(catalog, registry, offer);
        DistributionAnswers distributions = new DistributionAnswers(sources.ledger());
        ApprovalAnswers approvals = new ApprovalAnswers(sources.imports(), sources.ledger(), distributions, clock);
        return switch (route) {
            case SHOW_DASHBOARD -> dashboard.answer(request);
            case DESCRIBE_API -> describeApi.answer();
            case LIST_PIPELINES -> new ApiAnswer.Data(lineages.pipelines(request, sources.channels()));
            case LIST_IMAGES -> new ApiAnswer.Data(lineages.images(request));
            case LIST_BUILDS, LIST_IMAGE_BUILDS -> new ApiAnswer.Data(lineages.builds(request));
            case FIND_LATEST, FIND_LATEST_OF_IMAGE -> latest.latest(request);
            case SHOW_COVERAGE, SHOW_IMAGE_COVERAGE -> new ApiAnswer.Data(coverage.show(request));
            case LIST_CHANNELS -> new ApiAnswer.Data(channels.list(request));
            case SHOW_CHANNEL -> new ApiAnswer.Data(channels.show(request));
            case PROMOTE_BUILD -> new ApiAnswer.Data(channels.promote(request));
            case DELETE_CHANNEL -> new ApiAnswer.Data(channels.delete(request));
            case SHOW_PROMOTION_RULE -> new ApiAnswer.Data(channels.rule(request));
            case SHOW_CHANNEL_HISTORY -> new ApiAnswer.Data(channels.history(request));
            case SHOW_IMAGE -> new ApiAnswer.Data(images.show(request));
            case LIST_IMAGE_AMIS -> new ApiAnswer.Data(images.amis(request));
            case HOLD_IMAGE -> new ApiAnswer.Data(holds.hold(request));
            case RELEASE_IMAGE -> new ApiAnswer.Data(holds.release(request));
            case LIST_HOLDS -> new ApiAnswer.Data(holds.history(request));
            case TRACE_AMI -> new ApiAnswer.Data(provenance.trace(request));
            case LIST_ACCOUNTS -> new RegistryAnswers(registry).list(request);
            case SHOW_ACCOUNT ->
                new ApiAnswer.Data(
                        new AccountAnswers(registry, sources.ledger(), sources.imports(), latest).show(request));
            case LIST_ACCOUNT_AMIS -> new ApiAnswer.Data(latest.ofAccount(request));
            case GET_HELD_IMPORT -> new ApiAnswer.Data(approvals.heldImport());
            case APPROVE_IMPORT -> new ApiAnswer.Accepted(approvals.approveImport(request));
            case LIST_DISTRIBUTIONS -> new ApiAnswer.Data(distributions.list(request));
            case LIST_CHANGES -> new ApiAnswer.Data(distributions.changes(request));
            case APPROVE_PLAN -> new ApiAnswer.Accepted(approvals.approvePlan(request));
        };
    }
}
