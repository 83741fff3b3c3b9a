package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Optional;

/** The AMI to use. */
final class FindLatest implements Operation {
    private final LatestImage latestImage;
    private final Pipelines pipelines;
    private final Accounts accounts;

    FindLatest(ImageCatalog catalog, Pipelines pipelines, Accounts accounts) {
        this.latestImage = new LatestImage(catalog);
        this.pipelines = requireNonNull(pipelines, "pipelines");
        this.accounts = requireNonNull(accounts, "accounts");
    }

    @Override
    public Answer answer(Call call) {
        String name = call.path("pipeline", Call::name);
        Optional<Region> region = call.region();
        Optional<AccountId> asked = call.account();
        Optional<Instant> at = call.instant("at");
        boolean plainText = call.wantsPlainText();
        if (plainText && region.isEmpty()) {
            throw Problem.parameter("region", "missing: an answer in text/plain is one AMI, in one Region");
        }

        NamedPipeline pipeline = pipelines.find(call, name);
        AccountId account = asked.orElse(pipeline.arn().account());
        Accounts.Membership membership = accounts.among(account, pipeline.openedTo());
        Latest latest = latestImage.of(pipeline.arn(), account, membership.audiences(), region, at);

        if (latest.amis().isEmpty()) {
            throw none(pipeline, account, region, at, membership, latest);
        }
        if (plainText) {
            return new Answer.PlainText(latest.amis().get(region.orElseThrow()).ami() + "\n");
        }
        return new Answer.Data(shown(pipeline, account, at, membership, latest));
    }

    private static ObjectNode shown(
            NamedPipeline pipeline,
            AccountId account,
            Optional<Instant> at,
            Accounts.Membership membership,
            Latest latest) {
        ObjectNode body = Show.object()
                .put("pipelineArn", pipeline.arn().toString())
                .put("accountId", account.value())
                .put("membershipKnown", membership.isKnown())
                .put("lookedBackTo", Show.time(latest.lookedBackTo()));
        at.ifPresent(instant -> body.put("at", instant.toString())
                .put(
                        "judgedBy",
                        "today's states and holds: a build that was offered then and is not today does not count"));
        ArrayNode items = body.putArray("items");
        latest.amis().values().stream().map(FindLatest::shown).forEach(items::add);
        return body.put(
                "recordedAt", Show.oldest(latest.amis().values().stream().map(LatestAmi::recorded)));
    }

    static ObjectNode shown(LatestAmi latest) {
        ObjectNode item = Show.object()
                .put("region", latest.region().value())
                .put("amiId", latest.ami().value())
                .put("access", latest.access().name());
        item.setAll(Show.mention(latest.recorded()));
        return item.put("recordedAt", latest.recorded().recordedAt().toString());
    }

    private static Problem none(
            NamedPipeline pipeline,
            AccountId account,
            Optional<Region> region,
            Optional<Instant> at,
            Accounts.Membership membership,
            Latest latest) {
        String where = "account " + account + region.map(in -> " in " + in).orElse("");
        String until = at.map(instant -> " created until " + instant).orElse("");
        if (latest.deleted()) {
            return Problem.of(
                    Problem.Type.DELETED,
                    "the builds of " + pipeline.arn().name() + until + " that had an image for " + where
                            + " are deleted");
        }
        String unknown = membership.isKnown()
                ? ""
                : "; it is open to organizations, and the registry does not say whether the account is in one";
        return Problem.of(
                Problem.Type.NO_IMAGE_TO_USE,
                "no build of " + pipeline.arn().name() + until + " offers an image to " + where + unknown);
    }
}
