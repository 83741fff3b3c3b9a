package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.Digest;
import imagefanout.model.approval.Approval;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A change of a distribution configuration. */
record ChangeView(
        Instant at,
        ChangeOutcome outcome,
        Optional<String> detail,
        Digest plan,
        SyncTrigger trigger,
        Optional<Approval> approval,
        List<RegionChangeView> regions) {

    record RegionChangeView(
            Region region,
            int before,
            int after,
            @JsonUnwrapped MovedAccounts moved,
            List<ParameterChangeView> ssmParameters) {
        private static RegionChangeView of(RegionChange change, int maxAccounts) {
            return new RegionChangeView(
                    change.region(),
                    change.before().count(),
                    change.after().count(),
                    MovedAccounts.of(change.added(), change.removed(), maxAccounts),
                    change.parameters().byName().entrySet().stream()
                            .map(changed -> ParameterChangeView.of(changed.getKey(), changed.getValue(), maxAccounts))
                            .toList());
        }
    }

    /** The entries of one SSM parameter in a Region. */
    record ParameterChangeView(String name, @JsonUnwrapped MovedAccounts moved) {
        private static ParameterChangeView of(ParameterName name, ParameterChange change, int maxAccounts) {
            return new ParameterChangeView(
                    name.value(), MovedAccounts.of(change.addedAccounts(), change.removedAccounts(), maxAccounts));
        }
    }

    /** Accounts that were added and removed: their numbers, and the first of each. */
    record MovedAccounts(int addedAccounts, int removedAccounts, List<AccountId> added, List<AccountId> removed) {
        private static MovedAccounts of(Set<AccountId> added, Set<AccountId> removed, int max) {
            return new MovedAccounts(
                    added.size(),
                    removed.size(),
                    added.stream().limit(max).toList(),
                    removed.stream().limit(max).toList());
        }
    }

    /** @param maxAccounts number of added, and of removed, accounts that are listed for each Region */
    static ChangeView of(Change change, int maxAccounts) {
        return new ChangeView(
                change.at(),
                change.outcome(),
                change.detail(),
                change.plan(),
                change.trigger(),
                change.approval(),
                change.regions().values().stream()
                        .map(region -> RegionChangeView.of(region, maxAccounts))
                        .toList());
    }
}
