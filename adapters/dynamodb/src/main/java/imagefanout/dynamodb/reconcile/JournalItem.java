package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Lease;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.SweepProgress;
import imagefanout.model.journal.SweepStage;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.PageToken;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The lease, the positions and the sweep history of the reconcile. */
final class JournalItem {
    static final StoredKey KEY = new StoredKey(JournalKeys.PARTITION, "JOURNAL");
    static final String VERSION = "version";

    /** Absent in an item of an earlier version of this project. */
    private static final String NOTED_AT = "notedAt";

    private JournalItem() {}

    static StoredItem of(JournalEntry entry) {
        StoredItem item = StoredItem.at(KEY)
                .number(VERSION, entry.version())
                .number(NOTED_AT, entry.notedAt())
                .texts("requestedSweeps", entry.requested())
                .optional("lastCleanAt", entry.history().lastCleanAt())
                .number("consecutiveFailures", entry.history().consecutiveFailures());
        entry.lease()
                .ifPresent(lease -> item.text("leaseHolder", lease.holder()).text("leaseUntil", lease.until()));
        entry.backlog().sweeps().forEach((kind, sweep) -> item.value(kind.name(), map(sweep)));
        entry.backlog().walk().ifPresent(walk -> item.text("walkLineage", walk.lineage())
                .text("walkStartedAt", walk.startedAt())
                .optional("walkVersion", walk.version())
                .optional("walkPage", walk.page().map(PageToken::value))
                .flag("walkListed", walk.listed())
                .texts("walkUnseen", walk.unseen())
                .flag("walkFailed", walk.failed()));
        return item;
    }

    static JournalEntry entry(StoredItem item) {
        return new JournalEntry(
                item.number(VERSION),
                item.optional("leaseHolder").map(holder -> new Lease(holder, Instant.parse(item.text("leaseUntil")))),
                new Backlog(sweeps(item), walk(item)),
                item.value(NOTED_AT).map(noted -> Long.parseLong(noted.n())).orElse(0L),
                Set.copyOf(item.texts("requestedSweeps", SweepKind::valueOf)),
                new SweepHistory(
                        item.optional("lastCleanAt").map(Instant::parse), (int) item.number("consecutiveFailures")));
    }

    private static AttributeValue map(SweepProgress sweep) {
        StoredItem map = StoredItem.of(Map.of())
                .text("startedAt", sweep.startedAt())
                .optional("region", sweep.region())
                .text("stage", sweep.stage())
                .optional("page", sweep.page().map(PageToken::value))
                .optional("last", sweep.last())
                .flag("listComplete", sweep.isListComplete())
                .flag("failed", sweep.hasFailed());
        return AttributeValue.fromM(map.attributes());
    }

    private static Map<SweepKind, SweepProgress> sweeps(StoredItem item) {
        Map<SweepKind, SweepProgress> sweeps = new EnumMap<>(SweepKind.class);
        for (SweepKind kind : SweepKind.values()) {
            item.value(kind.name())
                    .map(AttributeValue::m)
                    .map(StoredItem::of)
                    .ifPresent(map -> sweeps.put(
                            kind,
                            new SweepProgress(
                                    kind,
                                    Instant.parse(map.text("startedAt")),
                                    map.optional("region").map(Region::new),
                                    SweepStage.valueOf(map.text("stage")),
                                    map.optional("page").map(PageToken::new),
                                    map.optional("last").map(Lineage::parse),
                                    map.flag("listComplete"),
                                    map.flag("failed"))));
        }
        return sweeps;
    }

    private static Optional<WalkPosition> walk(StoredItem item) {
        return item.optional("walkLineage")
                .map(lineage -> new WalkPosition(
                        Lineage.parse(lineage),
                        Instant.parse(item.text("walkStartedAt")),
                        item.optional("walkVersion").map(ImageVersionArn::parse),
                        item.optional("walkPage").map(PageToken::new),
                        item.flag("walkListed"),
                        new TreeSet<>(item.texts("walkUnseen", ImageBuildArn::parse)),
                        item.flag("walkFailed")));
    }
}
