package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.WalkDepth;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys and small items of the journal: notes, marks, and what a sweep has seen. */
final class JournalKeys {
    static final String PARTITION = "RECONCILE";
    static final StoredKey SEEN = new StoredKey(PARTITION, "SEEN");
    static final String NOTES = PARTITION + "#NOTES";

    private JournalKeys() {}

    /** The sort key tells two notes of one lineage apart, so that removing one keeps the other. */
    static StoredItem note(Note note) {
        return StoredItem.at(key(note))
                .text("lineage", note.lineage())
                .text("depth", note.depth())
                .text("at", note.at())
                .text("by", note.by());
    }

    static StoredKey key(Note note) {
        return new StoredKey(NOTES, note.lineage() + "#" + note.depth() + "#" + note.at() + "#" + note.by());
    }

    static Note note(StoredItem item) {
        return new Note(
                Lineage.parse(item.text("lineage")),
                WalkDepth.valueOf(item.text("depth")),
                Instant.parse(item.text("at")),
                item.text("by"));
    }

    static String marks(Region region) {
        return PARTITION + "#PIPELINES#" + region;
    }

    static StoredItem mark(PipelineArn pipeline, Digest fingerprint) {
        return StoredItem.at(new StoredKey(marks(pipeline.region()), pipeline.toString()))
                .text("fingerprint", fingerprint.hex());
    }

    static PipelineArn marked(StoredItem mark) {
        return PipelineArn.parse(mark.key().sort());
    }

    static Digest fingerprint(StoredItem mark) {
        return new Digest(mark.text("fingerprint"));
    }

    static StoredItem seen(SeenBuilds seen) {
        return StoredItem.at(SEEN)
                .text("sweep", seen.sweep())
                .value("builds", AttributeValue.fromB(SdkBytes.fromByteArray(seen.toBytes())));
    }

    static Optional<SeenBuilds> seen(StoredItem item, Instant sweep) {
        return item.value("builds")
                .filter(builds -> item.text("sweep").equals(sweep.toString()))
                .map(builds -> SeenBuilds.of(sweep, builds.b().asByteArray()));
    }
}
