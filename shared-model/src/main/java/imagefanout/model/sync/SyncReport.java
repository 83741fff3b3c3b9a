package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.ToIntFunction;

/**
 * What a run did.
 *
 * @param accounts how many valid rows the registry has; 0 when it could not be read
 * @param firstSeen the accounts whose rows no run has seen before
 * @param warnings what is wrong with registry rows that are valid nevertheless
 * @param failures those that concern more than one configuration, such as a Region that could not be listed
 */
public record SyncReport(
        SyncRequest request,
        int accounts,
        SortedSet<AccountId> firstSeen,
        List<String> badRows,
        List<String> warnings,
        List<ConfigurationReport> configurations,
        List<String> failures) {
    public SyncReport {
        requireNonNull(request, "request");
        firstSeen = Sorted.copyOf(firstSeen);
        badRows = List.copyOf(badRows);
        warnings = List.copyOf(warnings);
        configurations = List.copyOf(configurations);
        failures = List.copyOf(failures);
    }

    /** Everything that a person has to fix. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        for (ConfigurationReport configuration : configurations) {
            if (configuration.outcome().needsAttention()) {
                problems.add(configuration.name() + ": " + String.join("; ", configuration.reasons()));
            }
        }
        problems.addAll(badRows);
        return problems;
    }

    /** Whether the run checked every managed configuration. */
    public boolean coversAll() {
        return failures.isEmpty() && request.only().isEmpty();
    }

    /** Whether the approval that was given is for a plan of this run. */
    public boolean isApprovalMatched() {
        return configurations.stream().anyMatch(ConfigurationReport::approved);
    }

    public int accountsAdded() {
        return sum(ConfigurationReport::accountsAdded);
    }

    public int accountsRemoved() {
        return sum(ConfigurationReport::accountsRemoved);
    }

    public int removalsHeld() {
        return sum(ConfigurationReport::removalsHeld);
    }

    public int additionsHeld() {
        return sum(ConfigurationReport::additionsHeld);
    }

    public int configurationsOutOfSync() {
        return sum(configuration -> configuration.outcome().isOutOfSync() ? 1 : 0);
    }

    private int sum(ToIntFunction<ConfigurationReport> count) {
        return configurations.stream().mapToInt(count).sum();
    }
}
