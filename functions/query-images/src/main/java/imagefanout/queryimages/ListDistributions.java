package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The managed distribution configurations: how each stands to the registry, and what was done to it. */
final class ListDistributions implements Operation {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    private static final int NEWEST_CHANGES = 5;
    /** Of a change, for each Region: {@link ListChanges} has them all. */
    private static final int MOST_ACCOUNTS = 100;
    /** A page ends early when it has so many characters: a function may answer 6 MB. */
    private static final int MOST_CHARACTERS = 2_500_000;

    private final DistributionLedger ledger;

    ListDistributions(DistributionLedger ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    @Override
    public Answer answer(Call call) {
        int limit = call.limit(USUAL, MOST);
        Optional<DistributionConfigurationArn> after = call.cursor(DistributionConfigurationArn::parse);
        List<SyncState> all = ledger.states();
        Iterator<SyncState> states = all.stream()
                .filter(state -> after.isEmpty() || state.configuration().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(SyncState::configuration))
                .iterator();

        ObjectNode body = Show.object();
        ArrayNode items = body.putArray("items");
        String next = null;
        String checkedAt = null;
        int characters = 0;
        while (states.hasNext() && next == null) {
            SyncState state = states.next();
            ObjectNode item = shown(state);
            items.add(item);
            characters += item.toString().length();
            String checked = state.checkedAt().toString();
            checkedAt = checkedAt == null || checked.compareTo(checkedAt) < 0 ? checked : checkedAt;
            if (states.hasNext() && (items.size() == limit || characters > MOST_CHARACTERS)) {
                next = call.cursorTo(state.configuration().toString());
            }
        }
        return new Answer.Data(body.put("limit", limit).put("nextCursor", next).put("recordedAt", checkedAt));
    }

    private ObjectNode shown(SyncState state) {
        ObjectNode node = Show.object()
                .put("distributionConfigurationArn", state.configuration().toString())
                .put("name", state.name())
                .put("status", state.status().name());
        node.set("groups", Show.texts(state.groups().stream()));
        node.set("reasons", Show.texts(state.reasons().stream()));
        node.put("approvablePlan", Show.text(state.approvalDigest()))
                .put("accounts", state.accounts())
                .put("missing", state.missing())
                .put("surplus", state.surplus());
        node.set("trigger", shown(state.trigger()));
        ArrayNode regions = node.putArray("regions");
        ledger.configuration(state.configuration()).map(SyncedConfiguration::regions).stream()
                .flatMap(byRegion -> byRegion.values().stream())
                .map(ListDistributions::shown)
                .forEach(regions::add);
        ArrayNode changes = node.putArray("changes");
        ledger.changes(state.configuration(), Optional.empty(), NEWEST_CHANGES).items().stream()
                .map(change -> shown(change, MOST_ACCOUNTS))
                .forEach(changes::add);
        return node.put("checkedAt", state.checkedAt().toString());
    }

    private static ObjectNode shown(SyncTrigger trigger) {
        return Show.object().put("kind", trigger.kind().name()).put("detail", trigger.detail());
    }

    private static ObjectNode shown(RegionDrift drift) {
        ObjectNode node = Show.object()
                .put("region", drift.region().value())
                .put("accounts", drift.configured().size());
        node.set("missing", Show.texts(drift.missing().stream()));
        node.set("surplus", Show.texts(drift.surplus().stream()));
        return node;
    }

    /** @param mostAccounts of those that came and of those that left, in each Region; their numbers are whole */
    static ObjectNode shown(Change change, int mostAccounts) {
        ObjectNode node = Show.object()
                .put("at", change.at().toString())
                .put("outcome", change.outcome().name())
                .put("detail", change.detail().orElse(null))
                .put("plan", change.plan().hex());
        node.set("trigger", shown(change.trigger()));
        ArrayNode regions = node.putArray("regions");
        change.regions().values().stream()
                .map(region -> shown(region, mostAccounts))
                .forEach(regions::add);
        return node;
    }

    private static ObjectNode shown(RegionChange change, int mostAccounts) {
        ObjectNode node = Show.object()
                .put("region", change.region().value())
                .put("before", change.before().size())
                .put("after", change.after().size())
                .put("addedAccounts", change.added().size())
                .put("removedAccounts", change.removed().size());
        node.set("added", first(change.added(), mostAccounts));
        node.set("removed", first(change.removed(), mostAccounts));
        return node;
    }

    private static ArrayNode first(SortedSet<AccountId> accounts, int most) {
        return Show.texts(accounts.stream().limit(most));
    }
}
