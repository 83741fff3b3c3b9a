package imagefanout.queryimages.answers;

import imagefanout.model.Digest;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A change of a distribution configuration. */
record ChangeView(
        Instant at,
        ChangeOutcome outcome,
        Optional<String> detail,
        Digest plan,
        SyncTrigger trigger,
        Optional<AccountAnswers.ApprovalReference> approval,
        List<RegionChangeView> regions) {

    record RegionChangeView(
            Region region,
            int before,
            int after,
            int addedAccounts,
            int removedAccounts,
            List<AccountId> added,
            List<AccountId> removed,
            List<ParameterChangeView> ssmParameters) {
        private static RegionChangeView of(RegionChange change, int maxAccounts) {
            return new RegionChangeView(
                    change.region(),
                    change.before().count(),
                    change.after().count(),
                    change.added().size(),
                    change.removed().size(),
                    first(change.added(), maxAccounts),
                    first(change.removed(), maxAccounts),
                    change.parameters().byName().entrySet().stream()
                            .map(changed -> ParameterChangeView.of(changed.getKey(), changed.getValue(), maxAccounts))
                            .toList());
        }

        private static List<AccountId> first(Collection<AccountId> accounts, int max) {
            return accounts.stream().limit(max).toList();
        }
    }

    /** The entries of one SSM parameter in a Region. */
    record ParameterChangeView(
            String name, int addedAccounts, int removedAccounts, List<AccountId> added, List<AccountId> removed) {
        private static ParameterChangeView of(ParameterName name, ParameterChange change, int maxAccounts) {
            return new ParameterChangeView(
                    name.value(),
                    change.added().size(),
                    change.removed().size(),
                    RegionChangeView.first(change.addedAccounts(), maxAccounts),
                    RegionChangeView.first(change.removedAccounts(), maxAccounts));
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
                change.approval().map(AccountAnswers.ApprovalReference::of),
                change.regions().values().stream()
                        .map(region -> RegionChangeView.of(region, maxAccounts))
                        .toList());
    }
}
