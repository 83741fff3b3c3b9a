package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.listing.PageToken;
import imagefanout.model.reconcile.Backlog;
import imagefanout.model.reconcile.FullSweep;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.Lease;
import imagefanout.model.reconcile.SweepHistory;
import imagefanout.model.reconcile.WalkPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lease, the backlog and the sweep history of the reconcile. */
final class JournalItem {
    static final StoredKey KEY = new StoredKey("RECONCILE", "JOURNAL");
    static final String VERSION = "version";

    private JournalItem() {}

    static StoredItem of(JournalEntry entry) {
        StoredItem item = StoredItem.at(KEY)
                .number(VERSION, entry.version())
                .texts("lineages", entry.backlog().lineages())
                .texts("requested", entry.requested())
                .flag("fullSweepRequested", entry.fullSweepRequested())
                .optional("lastCleanAt", entry.history().lastCleanAt())
                .number("consecutiveFailures", entry.history().consecutiveFailures());
        entry.lease()
                .ifPresent(lease -> item.text("leaseHolder", lease.holder()).text("leaseUntil", lease.until()));
        entry.backlog().sweep().ifPresent(sweep -> item.optional("sweepLast", sweep.last())
                .flag("sweepFailed", sweep.hasFailed()));
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
                new Backlog(lineages(item.texts("lineages")), sweep(item), walk(item)),
                lineages(item.texts("requested")),
                item.flag("fullSweepRequested"),
                new SweepHistory(
                        item.optional("lastCleanAt").map(Instant::parse), (int) item.number("consecutiveFailures")));
    }

    private static Optional<FullSweep> sweep(StoredItem item) {
        return item.value("sweepFailed")
                .map(failed -> new FullSweep(item.optional("sweepLast").map(Lineage::parse), failed.bool()));
    }

    private static Optional<WalkPosition> walk(StoredItem item) {
        return item.optional("walkLineage")
                .map(lineage -> new WalkPosition(
                        Lineage.parse(lineage),
                        Instant.parse(item.text("walkStartedAt")),
                        item.optional("walkVersion").map(ImageVersionArn::parse),
                        item.optional("walkPage").map(PageToken::new),
                        item.flag("walkListed"),
                        new TreeSet<>(item.texts("walkUnseen").stream()
                                .map(ImageBuildArn::parse)
                                .toList()),
                        item.flag("walkFailed")));
    }

    private static SortedSet<Lineage> lineages(List<String> texts) {
        return Backlog.sorted(texts.stream().map(Lineage::parse).toList());
    }
}
