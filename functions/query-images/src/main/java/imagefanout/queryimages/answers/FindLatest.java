package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the AMI that an account should use. */
record FindLatest(ImageCatalog catalog, AccountRegistry registry, PipelineLookup pipelines) {
    private static final String JUDGED_BY =
            "Current states and holds: a build that was offered then and is not offered now does not count.";

    /** @param judgedBy present together with {@code at} */
    record LatestAmis(
            PipelineArn pipelineArn,
            AccountId accountId,
            boolean membershipKnown,
            Optional<Instant> lookedBackTo,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> at,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> judgedBy,
            List<LatestAmiView> items,
            Optional<Instant> recordedAt) {}

    ApiAnswer answer(ApiRequest request) {
        String name = request.path("pipeline", ApiRequest::name);
        Optional<Region> region = request.region();
        Optional<AccountId> asked = request.account();
        Optional<Instant> at = request.instant("at");
        boolean plainText = request.wantsPlainText();
        if (plainText && region.isEmpty()) {
            throw ProblemException.invalid(
                    "region", "Missing parameter region: a text/plain answer is one AMI ID, so it needs one Region.");
        }

        NamedPipeline pipeline = pipelines.find(request, name);
        AccountId account = asked.orElse(pipeline.arn().account());
        Membership membership = Membership.among(pipeline.openedTo(), account, registry);
        Latest latest = new LatestImage(catalog).of(pipeline.arn(), account, membership.audiences(), region, at);

        if (latest.amis().isEmpty()) {
            String builds =
                    name + at.map(instant -> " created until " + instant).orElse("");
            String place = "account " + account + region.map(in -> " in " + in).orElse("");
            throw latest.deleted() ? deleted(builds, place) : none(builds, place, membership);
        }
        List<LatestAmiView> items = LatestAmiView.of(latest.amis().values());
        if (plainText) {
            return new ApiAnswer.PlainText(items.get(0).amiId() + "\n");
        }
        return new ApiAnswer.Data(new LatestAmis(
                pipeline.arn(),
                account,
                membership.isKnown(),
                latest.lookedBackTo(),
                at,
                at.map(instant -> JUDGED_BY),
                items,
                PageView.oldest(items.stream().map(LatestAmiView::recordedAt))));
    }

    private static ProblemException deleted(String builds, String place) {
        return ProblemException.of(
                ProblemException.Type.DELETED,
                "All builds of " + builds + " that had an image for " + place + " are deleted.");
    }

    private static ProblemException none(String builds, String place, Membership membership) {
        String hint = membership.isKnown()
                ? ""
                : " Some builds are shared with organizations or organizational units, and the registry does not say"
                        + " which of them the account is in: complete its registry row.";
        return ProblemException.of(
                ProblemException.Type.NO_IMAGE_TO_USE,
                "No build of " + builds + " offers an image to " + place + "." + hint);
    }
}
