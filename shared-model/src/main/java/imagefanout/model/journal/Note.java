package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.Comparator;

/**
 * A lineage that is left to be walked.
 *
 * @param by the run that left it
 */
public record Note(Lineage lineage, WalkDepth depth, Instant at, String by) implements Comparable<Note> {
    private static final Comparator<Note> ORDER = Comparator.comparing(
                    (Note note) -> note.lineage().toString())
            .thenComparing(Note::at)
            .thenComparing(Note::by)
            .thenComparing(Note::depth);

    public Note {
        requireNonNull(lineage, "lineage");
        requireNonNull(depth, "depth");
        requireNonNull(at, "at");
        requireNonNull(by, "by");
    }

    @Override
    public int compareTo(Note other) {
        return ORDER.compare(this, other);
    }
}
