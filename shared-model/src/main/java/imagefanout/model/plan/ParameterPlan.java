package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The plan for the SSM parameters of one Region: each of its target accounts has an entry of the name, and no other account has
 * one.
 *
 * @param own the entries that this fleet has in the Region, of any name
 * @param name empty: no account should have an entry
 * @param mayAdd false: entries leave with their accounts, and all others stay as they are
 */
public record ParameterPlan(SortedSet<SsmParameter> own, Optional<ParameterName> name, boolean mayAdd) {
    public static final ParameterPlan NONE = new ParameterPlan(new TreeSet<>(), Optional.empty(), true);

    public ParameterPlan {
        own = Sorted.copyOf(own);
        requireNonNull(name, "name");
    }

    /**
     * The change that goes with these target accounts. An entry never outlives its target account: Image Builder would fail to
     * distribute to the Region.
     *
     * @param targets the accounts that the Region is given
     * @param wanted the accounts that it should have; another one gets no entry
     * @param held while removals are on hold, entries of other names stay; while additions are, none is added
     */
    ParameterChange change(SortedSet<AccountId> targets, SortedSet<AccountId> wanted, HeldAccounts held) {
        // Until the new name may be written, accounts keep the old one.
        boolean dropsOtherNames = held.removals().isEmpty() && (mayAdd || name.isEmpty());
        SortedSet<SsmParameter> after = new TreeSet<>();
        for (SsmParameter parameter : own) {
            boolean isNamed = name.filter(parameter.name()::equals).isPresent();
            if (targets.contains(parameter.account()) && (isNamed || !dropsOtherNames)) {
                after.add(parameter);
            }
        }
        if (held.additions().isEmpty() && mayAdd) {
            name.ifPresent(given -> targets.stream()
                    .filter(wanted::contains)
                    .forEach(account -> after.add(new SsmParameter(given, account))));
        }
        return ParameterChange.between(own, after);
    }
}
