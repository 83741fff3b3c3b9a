package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.answers.OpenLineages;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an account may launch: the latest of each pipeline in each Region. */
final class ListAccountAmis implements Operation {
    private static final int USUAL = 20;
    private static final int MOST = 50;

    private final LatestImage latestImage;
    private final OpenLineages openLineages;
    private final Pipelines pipelines;
    private final Accounts accounts;

    ListAccountAmis(ImageCatalog catalog, Pipelines pipelines, Accounts accounts) {
        this.latestImage = new LatestImage(catalog);
        this.openLineages = new OpenLineages(catalog);
        this.pipelines = requireNonNull(pipelines, "pipelines");
        this.accounts = requireNonNull(accounts, "accounts");
    }

    @Override
    public Answer answer(Call call) {
        AccountId account = call.path("accountId", AccountId::new);
        Optional<Region> region = call.region();
        Optional<String> pipeline = call.query("pipeline", Call::name)
                .or(() -> call.query("pipelineArn", PipelineArn::parse).map(PipelineArn::name));
        int limit = call.limit(USUAL, MOST);
        Optional<OpenLineages.LineagePosition> after = call.cursor(ListAccountAmis::place);

        ObjectNode body = Show.object().put("accountId", account.value());
        ArrayNode items = body.putArray("items");
        List<LatestAmi> shown = new ArrayList<>();
        if (pipeline.isPresent()) {
            NamedPipeline named = pipelines.find(call, pipeline.get());
            Accounts.Membership membership = accounts.among(account, named.openedTo());
            add(items, shown, named.arn(), latest(named.arn(), account, membership.audiences(), region));
            body.put("membershipKnown", membership.isKnown());
            body.put("limit", limit).putNull("nextCursor");
        } else {
            Accounts.Membership membership = accounts.membership(account);
            Set<Audience> audiences = new HashSet<>(membership.audiences());
            audiences.add(new Audience.Everyone());
            ResultPage<OpenLineages.OpenLineage, OpenLineages.LineagePosition> page =
                    openLineages.of(account, audiences, after, limit);
            for (OpenLineages.OpenLineage open : page.items()) {
                add(items, shown, open.lineage(), latest(open.lineage(), account, open.audiences(), region));
            }
            body.put("membershipKnown", membership.isKnown());
            body.put("limit", limit)
                    .put(
                            "nextCursor",
                            page.next()
                                    .map(ListAccountAmis::text)
                                    .map(call::cursorTo)
                                    .orElse(null));
        }
        return new Answer.Data(body.put("recordedAt", Show.oldest(shown.stream().map(LatestAmi::recorded))));
    }

    private static String text(OpenLineages.LineagePosition place) {
        return place.audience() + " " + place.lineage();
    }

    private static OpenLineages.LineagePosition place(String position) {
        String[] parts = position.split(" ", 2);
        return new OpenLineages.LineagePosition(parts[0], Lineage.parse(parts[1]));
    }

    private Collection<LatestAmi> latest(
            Lineage lineage, AccountId account, Set<Audience> audiences, Optional<Region> region) {
        return latestImage
                .of(lineage, account, audiences, region, Optional.empty())
                .amis()
                .values();
    }

    private static void add(ArrayNode items, List<LatestAmi> shown, Lineage lineage, Collection<LatestAmi> latest) {
        if (latest.isEmpty()) {
            return;
        }
        shown.addAll(latest);
        ObjectNode item = items.addObject()
                .put("name", lineage.name())
                .put("pipelineArn", lineage instanceof PipelineArn ? lineage.toString() : null);
        ArrayNode amis = item.putArray("amis");
        latest.stream().map(FindLatest::shown).forEach(amis::add);
    }
}
