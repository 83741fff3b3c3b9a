package imagefanout.testing.journal;

import imagefanout.model.Digest;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A journal in memory. */
public final class InMemoryReconcileJournal implements ReconcileJournal {
    private final SortedSet<Note> notes = new TreeSet<>();
    private final Map<PipelineArn, Digest> marks = new HashMap<>();
    private Optional<SeenBuilds> seen = Optional.empty();
    private JournalEntry entry = JournalEntry.FIRST;

    @Override
    public synchronized JournalEntry read() {
        return entry;
    }

    @Override
    public synchronized boolean replace(JournalEntry was, JournalEntry now) {
        if (entry.version() != was.version()) {
            return false;
        }
        entry = now;
        return true;
    }

    @Override
    public synchronized SortedSet<Note> notes() {
        return new TreeSet<>(notes);
    }

    @Override
    public synchronized void add(Collection<Note> added) {
        notes.addAll(added);
    }

    @Override
    public synchronized void remove(Collection<Note> done) {
        done.forEach(notes::remove);
    }

    @Override
    public synchronized SeenBuilds seen(Instant sweep) {
        return seen.filter(kept -> kept.sweep().equals(sweep))
                .map(kept -> SeenBuilds.of(sweep, kept.toBytes()))
                .orElseGet(() -> SeenBuilds.none(sweep));
    }

    @Override
    public synchronized void keep(SeenBuilds now) {
        seen = Optional.of(SeenBuilds.of(now.sweep(), now.toBytes()));
    }

    @Override
    public synchronized void forgetSeen() {
        seen = Optional.empty();
    }

    @Override
    public synchronized Map<PipelineArn, Digest> marks(Region region) {
        Map<PipelineArn, Digest> found = new HashMap<>(marks);
        found.keySet().removeIf(pipeline -> !pipeline.region().equals(region));
        return found;
    }

    @Override
    public synchronized void mark(Map<PipelineArn, Digest> compared) {
        marks.putAll(compared);
    }
}
