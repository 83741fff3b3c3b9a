package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run did.
 *
 * @param plan empty: none could be made, or none was needed
 * @param held what waits for approval; in a dry run, what would
 * @param written the accounts whose rows were written
 * @param mark as the run left it
 * @param problems why the run did not do what it was asked to do
 */
public record ImportReport(
        Outcome outcome,
        Optional<ImportPlan> plan,
        Optional<HeldImport> held,
        SortedSet<AccountId> written,
        ImportMark mark,
        List<String> problems) {
    public enum Outcome {
        /** The registry is as the organization and the rules want it, but for what is on hold. */
        DONE,
        /** A dry run: nothing was written. */
        PLANNED,
        /** Some rows are not written yet: the next run goes on. */
        UNFINISHED,
        /** Another run writes the registry. */
        BUSY,
        /** Nothing was written, or not everything; the problems say why. */
        FAILED,
        /** The rows of the dead import are as they were before. */
        UNDONE
    }

    public ImportReport {
        requireNonNull(outcome, "outcome");
        requireNonNull(plan, "plan");
        requireNonNull(held, "held");
        written = Sorted.copyOf(written);
        requireNonNull(mark, "mark");
        problems = List.copyOf(problems);
    }

    static ImportReport without(Outcome outcome, ImportMark mark, String... problems) {
        return new ImportReport(outcome, Optional.empty(), Optional.empty(), new TreeSet<>(), mark, List.of(problems));
    }
}
