package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.answers.OpenLineages;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.queryimages.http.ApiRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists what an account may launch: the latest AMIs of each pipeline, or of one. */
record ListAccountAmis(ImageCatalog catalog, AccountRegistry registry, PipelineLookup pipelines) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 50;

    record PipelineAmis(String name, Optional<Lineage> pipelineArn, List<LatestAmiView> amis) {}

    record AccountAmis(
            AccountId accountId,
            boolean membershipKnown,
            @JsonUnwrapped PageView<PipelineAmis> page) {}

    AccountAmis answer(ApiRequest request) {
        AccountId account = request.path("accountId", AccountId::new);
        Optional<Region> region = request.region();
        Optional<String> pipeline = request.query("pipeline", ApiRequest::name)
                .or(() -> request.query("pipelineArn", PipelineArn::parse).map(PipelineArn::name));
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<OpenLineages.LineagePosition> after =
                request.cursor(parts -> new OpenLineages.LineagePosition(parts[0], Lineage.parse(parts[1])));

        Membership membership;
        ResultPage<OpenLineages.OpenLineage, OpenLineages.LineagePosition> lineages;
        if (pipeline.isPresent()) {
            NamedPipeline named = pipelines.find(request, pipeline.get());
            membership = Membership.among(named.openedTo(), account, registry);
            lineages = new ResultPage<>(
                    List.of(new OpenLineages.OpenLineage(named.arn(), membership.audiences())), Optional.empty());
        } else {
            membership = Membership.of(account, registry);
            Set<Audience> audiences = new HashSet<>(membership.audiences());
            audiences.add(new Audience.Everyone());
            lineages = new OpenLineages(catalog).of(account, audiences, after, limit);
        }

        List<PipelineAmis> items = lineages.items().stream()
                .map(open -> latest(open, account, region))
                .filter(found -> !found.amis().isEmpty())
                .toList();
        return new AccountAmis(
                account,
                membership.isKnown(),
                new PageView<>(
                        items,
                        limit,
                        lineages.next().map(last -> request.cursorTo(last.audience(), last.lineage())),
                        PageView.oldest(items.stream()
                                .flatMap(item -> item.amis().stream())
                                .map(LatestAmiView::recordedAt))));
    }

    private PipelineAmis latest(OpenLineages.OpenLineage open, AccountId account, Optional<Region> region) {
        Lineage lineage = open.lineage();
        return new PipelineAmis(
                lineage.name(),
                Optional.of(lineage).filter(PipelineArn.class::isInstance),
                LatestAmiView.of(new LatestImage(catalog)
                        .of(lineage, account, open.audiences(), region, Optional.empty())
                        .amis()
                        .values()));
    }
}
