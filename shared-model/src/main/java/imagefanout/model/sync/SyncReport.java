package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What a run did.
 *
 * @param accounts how many valid rows the registry has; 0 when it could not be read
 * @param firstSeen the accounts whose rows no run has seen before
 * @param warnings what is wrong with registry rows that are valid nevertheless
 * @param failures those that concern more than one configuration, such as a Region that could not be listed
 * @param waitsFor why nothing was planned although nothing failed: an import is writing the registry
 */
public record SyncReport(
        SyncRequest request,
        int accounts,
        SortedSet<AccountId> firstSeen,
        List<String> badRows,
        List<String> warnings,
        List<ConfigurationReport> configurations,
        List<String> failures,
        Optional<String> waitsFor) {
    /** An import that takes longer has died, and no run has resumed it. */
    private static final Duration MAX_IMPORT = Duration.ofHours(1);

    public SyncReport {
        requireNonNull(request, "request");
        firstSeen = Sorted.copyOf(firstSeen);
        badRows = List.copyOf(badRows);
        warnings = List.copyOf(warnings);
        configurations = List.copyOf(configurations);
        failures = List.copyOf(failures);
        requireNonNull(waitsFor, "waitsFor");
    }

    /** Nothing was planned. */
    static SyncReport withoutPlan(SyncRequest request, List<String> failures, Optional<String> waitsFor) {
        return new SyncReport(request, 0, new TreeSet<>(), List.of(), List.of(), List.of(), failures, waitsFor);
    }

    /**
     * The end of the import starts the next sync. An import that does not end is a failure, whether or not its own function
     * still runs, but not for the stream: it would deliver the same rows again and again.
     */
    static SyncReport waiting(SyncRequest request, ImportMark mark, Instant now) {
        String why = mark.standing()
                ? "an import of accounts began at " + mark.startedAt()
                        + " and has not ended: when it ends, a sync follows"
                : "an import of accounts wrote the registry while it was read: a sync follows";
        boolean isOverdue = mark.standing() && now.isAfter(mark.startedAt().plus(MAX_IMPORT));
        boolean fails = isOverdue && request.trigger().kind() != SyncTrigger.Kind.STREAM;
        List<String> failures = fails ? List.of(why + ". Invoke import-accounts, or undo the import") : List.of();
        return withoutPlan(request, failures, Optional.of(why));
    }

    /** Everything that a person has to fix. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        for (ConfigurationReport configuration : configurations) {
            if (configuration.outcome().needsAttention() && !waitsForImport(configuration)) {
                problems.add(configuration.name() + ": " + String.join("; ", configuration.reasons()));
            }
        }
        problems.addAll(badRows);
        return problems;
    }

    /** The end of the import starts the next sync. One that does not end is reported by itself. */
    private static boolean waitsForImport(ConfigurationReport configuration) {
        return configuration
                .failure()
                .filter(ImportBegunException.class::isInstance)
                .isPresent();
    }

    /** Whether the run checked every managed configuration. */
    public boolean coversAll() {
        return failures.isEmpty()
                && waitsFor.isEmpty()
                && request.only().isEmpty()
                && configurations.stream().noneMatch(one -> isUnknown(one) || waitsForImport(one));
    }

    /** Whether a managed configuration could not even be planned: what it holds is not known. */
    private static boolean isUnknown(ConfigurationReport report) {
        return report.outcome() == SyncOutcome.FAILED
                && report.configuration().isPresent()
                && report.digest().isEmpty();
    }

    /** Whether the approval that was given is for a plan of this run. */
    public boolean isApprovalMatched() {
        return request.approval().isPresent()
                && configurations.stream()
                        .anyMatch(configuration -> configuration.approval().equals(request.approval()));
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
        return sum(configuration -> configuration.outcome().isOutOfSync() && !waitsForImport(configuration) ? 1 : 0);
    }

    private int sum(ToIntFunction<ConfigurationReport> count) {
        return configurations.stream().mapToInt(count).sum();
    }
}
