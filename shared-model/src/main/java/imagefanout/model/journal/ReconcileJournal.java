package imagefanout.model.journal;

import imagefanout.model.Digest;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;

/**
 * What is remembered between runs of the reconcile: one entry with the lease and the positions, and beside it any number of
 * notes and marks.
 *
 * <p>Every method throws {@link imagefanout.model.StorageException} when the journal could not be read or written.
 */
public interface ReconcileJournal {
    /** The current entry, read consistently; {@link JournalEntry#FIRST} when there is none. */
    JournalEntry read();

    /** Replaces {@code was} with {@code now}. False: the entry is no longer {@code was}, and nothing was written. */
    boolean replace(JournalEntry was, JournalEntry now);

    /** All notes, read consistently, by lineage. */
    SortedSet<Note> notes();

    /** Adds the notes. To add one again changes nothing. */
    void add(Collection<Note> notes);

    /** Removes exactly these notes; others of the same lineages stay. */
    void remove(Collection<Note> notes);

    /** The builds seen in the sweep that began then, as last kept; none when they were not kept. */
    SeenBuilds seen(Instant sweep);

    /** Keeps the builds of a sweep that is handed on, and forgets those of another sweep. */
    void keep(SeenBuilds seen);

    /** Forgets what was kept. */
    void forgetSeen();

    /**
     * The marks of a Region's pipelines: as {@link imagefanout.model.listing.ListedPipeline#fingerprint()} was when their builds
     * were compared with the catalog.
     */
    Map<PipelineArn, Digest> marks(Region region);

    /** Writes the marks over earlier ones of the same pipelines. */
    void mark(Map<PipelineArn, Digest> marks);
}
