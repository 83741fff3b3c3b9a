package imagefanout.model.distribution;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The SSM parameters whose entries are added to a Region, and those whose entries are removed from it. */
public record ParameterChange(SortedSet<SsmParameter> added, SortedSet<SsmParameter> removed) {
    public static final ParameterChange NONE = new ParameterChange(new TreeSet<>(), new TreeSet<>());

    public ParameterChange {
        added = Sorted.copyOf(added);
        removed = Sorted.copyOf(removed);
    }

    public static ParameterChange between(SortedSet<SsmParameter> before, SortedSet<SsmParameter> after) {
        return new ParameterChange(Sorted.without(after, before), Sorted.without(before, after));
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    public SortedSet<SsmParameter> appliedTo(SortedSet<SsmParameter> before) {
        return Sorted.without(Sorted.union(before, added), removed);
    }

    /** Whether these entries are there after the change. */
    public boolean isDone(Collection<SsmParameter> now) {
        return now.containsAll(added) && Collections.disjoint(now, removed);
    }

    /** The change that takes this one back. */
    public ParameterChange reversed() {
        return new ParameterChange(removed, added);
    }

    /** What is left of this change after another one. */
    public ParameterChange without(ParameterChange done) {
        return new ParameterChange(Sorted.without(added, done.added), Sorted.without(removed, done.removed));
    }

    /** The change of each parameter. */
    public SortedMap<ParameterName, ParameterChange> byName() {
        SortedMap<ParameterName, ParameterChange> changes = new TreeMap<>();
        Sorted.union(added, removed).stream()
                .map(SsmParameter::name)
                .distinct()
                .forEach(name -> changes.put(name, new ParameterChange(named(name, added), named(name, removed))));
        return changes;
    }

    private static SortedSet<SsmParameter> named(ParameterName name, SortedSet<SsmParameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public SortedSet<AccountId> addedAccounts() {
        return accounts(added);
    }

    public SortedSet<AccountId> removedAccounts() {
        return accounts(removed);
    }

    private static SortedSet<AccountId> accounts(SortedSet<SsmParameter> parameters) {
        return parameters.stream().map(SsmParameter::account).collect(Collectors.toCollection(TreeSet::new));
    }
}
