package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.RegionDrift;
import imagefanout.model.sync.SyncState;
import imagefanout.queryimages.http.ApiJson;
import imagefanout.queryimages.http.ApiRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Lists the managed distribution configurations with their drift and newest changes. */
record ListDistributions(DistributionLedger ledger) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_CHANGES = 5;
    /** For each Region of a change. {@link ListChanges} lists them all. */
    private static final int MAX_ACCOUNTS = 100;
    /** A page ends early at this size: a function may answer 6 MB. */
    private static final int MAX_CHARACTERS = 2_500_000;

    record DistributionView(@JsonUnwrapped SyncState state, List<RegionDriftView> regions, List<ChangeView> changes) {}

    record RegionDriftView(Region region, int accounts, SortedSet<AccountId> missing, SortedSet<AccountId> surplus) {
        private static RegionDriftView of(RegionDrift drift) {
            return new RegionDriftView(drift.region(), drift.configured().size(), drift.missing(), drift.surplus());
        }
    }

    PageView<DistributionView> answer(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<DistributionConfigurationArn> after =
                request.cursor(parts -> DistributionConfigurationArn.parse(parts[0]));
        Iterator<SyncState> states = ledger.states().stream()
                .filter(state -> after.isEmpty() || state.configuration().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(SyncState::configuration))
                .iterator();

        List<DistributionView> items = new ArrayList<>();
        Optional<String> nextCursor = Optional.empty();
        int characters = 0;
        while (states.hasNext() && nextCursor.isEmpty()) {
            DistributionView item = view(states.next());
            items.add(item);
            characters += ApiJson.text(item).length();
            if (states.hasNext() && (items.size() == limit || characters > MAX_CHARACTERS)) {
                nextCursor = Optional.of(request.cursorTo(item.state().configuration()));
            }
        }
        return new PageView<>(
                items, limit, nextCursor, PageView.oldest(items.stream().map(item -> item.state()
                        .checkedAt())));
    }

    private DistributionView view(SyncState state) {
        List<RegionDriftView> regions = ledger.configuration(state.configuration()).stream()
                .flatMap(configuration -> configuration.regions().values().stream())
                .map(RegionDriftView::of)
                .toList();
        List<ChangeView> changes = ledger.changes(state.configuration(), Optional.empty(), MAX_CHANGES).items().stream()
                .map(change -> ChangeView.of(change, MAX_ACCOUNTS))
                .toList();
        return new DistributionView(state, regions, changes);
    }
}
