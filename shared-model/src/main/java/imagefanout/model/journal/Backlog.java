package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * The work that is left to do, beside the notes.
 *
 * @param sweeps the sweeps in progress
 * @param walk where the last walk stopped
 */
public record Backlog(Map<SweepKind, SweepProgress> sweeps, Optional<WalkPosition> walk) {
    public static final Backlog NONE = new Backlog(Map.of(), Optional.empty());

    public Backlog {
        sweeps = Map.copyOf(sweeps);
        requireNonNull(walk, "walk");
    }

    public boolean isSweeping() {
        return !sweeps.isEmpty();
    }
}
