package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.WalkDepth;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run is asked to reconcile. */
public sealed interface Scope {
    /** Every pipeline and image that is recorded or listed. */
    record AllLineages() implements Scope {}

    /** The pipelines that ran, or whose configuration changed, since they were last compared. */
    record ChangedPipelines() implements Scope {}

    /** Only these. */
    record SomeLineages(Set<Lineage> lineages, WalkDepth depth) implements Scope {
        public SomeLineages {
            lineages = Set.copyOf(lineages);
            requireNonNull(depth, "depth");
        }

        /** All builds of these. */
        public SomeLineages(Set<Lineage> lineages) {
            this(lineages, WalkDepth.ALL);
        }
    }

    /** Only what earlier runs left. */
    record Resume() implements Scope {}

    /** The sweep that is asked for, if one is. */
    default Optional<SweepKind> sweep() {
        if (this instanceof AllLineages) {
            return Optional.of(SweepKind.EVERYTHING);
        }
        return this instanceof ChangedPipelines ? Optional.of(SweepKind.CHANGED_PIPELINES) : Optional.empty();
    }

    /** The lineages that are asked for by name, as notes of that run. */
    default Set<Note> notes(Instant now, String run) {
        return this instanceof SomeLineages some
                ? some.lineages().stream()
                        .map(lineage -> new Note(lineage, some.depth(), now, run))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
