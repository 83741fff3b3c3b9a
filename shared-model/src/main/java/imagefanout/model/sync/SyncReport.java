package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run did.
 *
 * @param accounts how many good rows the registry has; 0 when it could not be read
 * @param badRows the rows of the registry and of the declarations that cannot be read, by name
 * @param failures what stopped more than one configuration, such as a Region that could not be listed
 */
public record SyncReport(
        SyncRequest request,
        int accounts,
        List<String> badRows,
        List<ConfigurationReport> configurations,
        List<String> failures) {
    public SyncReport {
        requireNonNull(request, "request");
        badRows = List.copyOf(badRows);
        configurations = List.copyOf(configurations);
        failures = List.copyOf(failures);
    }

    /** Everything that a person has to mend; none: the run did all that it was meant to do. */
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

    /** Whether every managed configuration was looked at. */
    public boolean coversAll() {
        return failures.isEmpty() && request.only().isEmpty();
    }

    /** Whether the digest that was given is that of a plan of this run. */
    public boolean isApprovalMatched() {
        return configurations.stream().anyMatch(ConfigurationReport::approved);
    }

    public int accountsAdded() {
        return configurations.stream()
                .mapToInt(ConfigurationReport::accountsAdded)
                .sum();
    }

    public int accountsRemoved() {
        return configurations.stream()
                .mapToInt(ConfigurationReport::accountsRemoved)
                .sum();
    }

    public int removalsHeld() {
        return configurations.stream()
                .mapToInt(ConfigurationReport::removalsHeld)
                .sum();
    }

    public int configurationsOutOfSync() {
        return (int) configurations.stream()
                .filter(configuration -> configuration.outcome().isOutOfSync())
                .count();
    }
}
