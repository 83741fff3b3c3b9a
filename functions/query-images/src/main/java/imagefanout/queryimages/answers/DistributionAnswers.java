package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.SyncState;
import imagefanout.queryimages.http.ApiJson;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/** Lists the managed distribution configurations, and their changes. */
record DistributionAnswers(DistributionLedger ledger) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    /** In the list of configurations: accounts in each Region of a change. */
    private static final int MAX_ACCOUNTS = 100;
    /** Changes in one read. A change can add and remove 1,536 accounts, and as many SSM parameters, in each of 20 Regions. */
    private static final int READ_SIZE = 2;
    /** A page ends early at this size. One more read of the longest changes still fits in Lambda's 6 MB. */
    private static final int MAX_CHARACTERS = 1_000_000;

    record DistributionView(
            @JsonUnwrapped @JsonIgnoreProperties("comparedWith")
            SyncState state,

            List<RegionDriftView> regions,
            List<ChangeView> changes) {}

    record ConfigurationChanges(
            DistributionConfigurationArn distributionConfigurationArn,
            @JsonUnwrapped PageView<ChangeView> page) {}

    record RegionDriftView(Region region, int accounts, SortedSet<AccountId> missing, SortedSet<AccountId> surplus) {
        private static RegionDriftView of(RegionDrift drift) {
            return new RegionDriftView(drift.region(), drift.configured().size(), drift.missing(), drift.surplus());
        }
    }

    PageView<DistributionView> list(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<DistributionConfigurationArn> after =
                request.cursor(parts -> DistributionConfigurationArn.parse(parts[0]));
        ResultPage<ListedConfiguration, DistributionConfigurationArn> page = ledger.list(after, limit);

        List<DistributionView> items = new ArrayList<>();
        Optional<DistributionConfigurationArn> next = page.next();
        int characters = 0;
        for (ListedConfiguration listed : page.items()) {
            if (characters > MAX_CHARACTERS) {
                next = Optional.of(items.get(items.size() - 1).state().configuration());
                break;
            }
            DistributionView item = view(listed);
            items.add(item);
            characters += ApiJson.text(item).length();
        }
        return new PageView<>(
                items, limit, next.map(request::cursorTo), PageView.oldest(items.stream(), item -> item.state()
                        .checkedAt()));
    }

    private static DistributionView view(ListedConfiguration listed) {
        return new DistributionView(
                listed.configuration().state(),
                listed.configuration().regions().values().stream()
                        .map(RegionDriftView::of)
                        .toList(),
                listed.changes().stream()
                        .map(change -> ChangeView.of(change, MAX_ACCOUNTS))
                        .toList());
    }

    ConfigurationChanges changes(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Change.Position> next =
                request.cursor(parts -> new Change.Position(Instant.parse(parts[0]), parts[1]));
        DistributionConfigurationArn arn = find(request);

        List<ChangeView> items = new ArrayList<>();
        int characters = 0;
        do {
            ResultPage<Change, Change.Position> page =
                    ledger.changes(arn, next, Math.min(READ_SIZE, limit - items.size()));
            for (Change change : page.items()) {
                ChangeView item = ChangeView.of(change, Integer.MAX_VALUE);
                items.add(item);
                characters += ApiJson.text(item).length();
            }
            next = page.next();
        } while (next.isPresent() && items.size() < limit && characters < MAX_CHARACTERS);
        return new ConfigurationChanges(
                arn,
                new PageView<>(
                        items,
                        limit,
                        next.map(last -> request.cursorTo(last.at(), last.token())),
                        PageView.oldest(items.stream(), ChangeView::at)));
    }

    /** A configuration that is no longer managed can be found by its ARN while it has changes. */
    DistributionConfigurationArn find(ApiRequest request) {
        String name = request.path("distribution", ApiRequest::name);
        Optional<DistributionConfigurationArn> chosen =
                request.arn("distributionConfigurationArn", DistributionConfigurationArn::parse, name);
        List<DistributionConfigurationArn> managed = ledger.states().stream()
                .map(SyncState::configuration)
                .filter(arn -> chosen.isEmpty() ? arn.name().equals(name) : arn.equals(chosen.get()))
                .toList();
        return ApiRequest.only(managed, name, "distributionConfigurationArn", Function.identity())
                .or(() -> chosen.filter(
                        arn -> !ledger.changes(arn, Optional.empty(), 1).items().isEmpty()))
                .orElseThrow(() -> ProblemException.notFound("The distribution configuration "
                        + chosen.map(Object::toString).orElse(name)
                        + " is not managed. GET /v1/distributions lists those that are."));
    }
}
