package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Who reconciles, what is left to do, and when the last sweep ended in which nothing failed. */
final class JournalItem extends Item {
    static final ItemKey KEY = new ItemKey("RECONCILE", "JOURNAL");
    static final String VERSION = "version";

    private static final EnhancedType<Set<String>> TEXTS = EnhancedType.setOf(String.class);

    static final TableSchema<JournalItem> SCHEMA = StaticTableSchema.builder(JournalItem.class)
            .newItemSupplier(JournalItem::new)
            .extend(KEYS)
            .addAttribute(
                    Long.class, a -> a.name(VERSION).getter(j -> j.version).setter((j, v) -> j.version = v))
            .addAttribute(
                    String.class,
                    a -> a.name("leaseHolder").getter(j -> j.leaseHolder).setter((j, v) -> j.leaseHolder = v))
            .addAttribute(
                    String.class,
                    a -> a.name("leaseUntil").getter(j -> j.leaseUntil).setter((j, v) -> j.leaseUntil = v))
            .addAttribute(TEXTS, a -> a.name("lineages").getter(j -> j.lineages).setter((j, v) -> j.lineages = v))
            .addAttribute(
                    String.class,
                    a -> a.name("sweepLast").getter(j -> j.sweepLast).setter((j, v) -> j.sweepLast = v))
            .addAttribute(
                    Boolean.class,
                    a -> a.name("sweepFailed").getter(j -> j.sweepFailed).setter((j, v) -> j.sweepFailed = v))
            .addAttribute(
                    String.class,
                    a -> a.name("walkLineage").getter(j -> j.walkLineage).setter((j, v) -> j.walkLineage = v))
            .addAttribute(
                    String.class,
                    a -> a.name("walkStartedAt").getter(j -> j.walkStartedAt).setter((j, v) -> j.walkStartedAt = v))
            .addAttribute(
                    String.class,
                    a -> a.name("walkVersion").getter(j -> j.walkVersion).setter((j, v) -> j.walkVersion = v))
            .addAttribute(
                    String.class,
                    a -> a.name("walkPage").getter(j -> j.walkPage).setter((j, v) -> j.walkPage = v))
            .addAttribute(
                    Boolean.class,
                    a -> a.name("walkListed").getter(j -> j.walkListed).setter((j, v) -> j.walkListed = v))
            .addAttribute(
                    TEXTS, a -> a.name("walkUnseen").getter(j -> j.walkUnseen).setter((j, v) -> j.walkUnseen = v))
            .addAttribute(
                    Boolean.class,
                    a -> a.name("walkFailed").getter(j -> j.walkFailed).setter((j, v) -> j.walkFailed = v))
            .addAttribute(
                    TEXTS, a -> a.name("requested").getter(j -> j.requested).setter((j, v) -> j.requested = v))
            .addAttribute(Boolean.class, a -> a.name("fullSweepRequested")
                    .getter(j -> j.fullSweepRequested)
                    .setter((j, v) -> j.fullSweepRequested = v))
            .addAttribute(
                    String.class,
                    a -> a.name("lastCleanAt").getter(j -> j.lastCleanAt).setter((j, v) -> j.lastCleanAt = v))
            .addAttribute(Integer.class, a -> a.name("consecutiveFailures")
                    .getter(j -> j.consecutiveFailures)
                    .setter((j, v) -> j.consecutiveFailures = v))
            .build();

    private Long version;
    private String leaseHolder;
    private String leaseUntil;
    private Set<String> lineages;
    private String sweepLast;
    private Boolean sweepFailed;
    private String walkLineage;
    private String walkStartedAt;
    private String walkVersion;
    private String walkPage;
    private Boolean walkListed;
    private Set<String> walkUnseen;
    private Boolean walkFailed;
    private Set<String> requested;
    private Boolean fullSweepRequested;
    private String lastCleanAt;
    private Integer consecutiveFailures;

    static JournalItem of(JournalEntry entry) {
        JournalItem item = new JournalItem();
        item.at(KEY);
        item.version = entry.version();
        entry.lease().ifPresent(item::lease);
        item.lineages = texts(entry.backlog().lineages());
        entry.backlog().sweep().ifPresent(item::sweep);
        entry.backlog().walk().ifPresent(item::walk);
        item.requested = texts(entry.requested());
        item.fullSweepRequested = entry.fullSweepRequested();
        item.history(entry.history());
        return item;
    }

    JournalEntry entry() {
        Backlog backlog = new Backlog(lineages(lineages), sweep(), walk());
        Optional<Lease> lease = Optional.ofNullable(leaseHolder).map(run -> new Lease(run, Instant.parse(leaseUntil)));
        return new JournalEntry(version, lease, backlog, lineages(requested), fullSweepRequested, history());
    }

    private void lease(Lease lease) {
        leaseHolder = lease.holder();
        leaseUntil = lease.until().toString();
    }

    private void sweep(FullSweep sweep) {
        sweepLast = sweep.last().map(Object::toString).orElse(null);
        sweepFailed = sweep.hasFailed();
    }

    private Optional<FullSweep> sweep() {
        return Optional.ofNullable(sweepFailed)
                .map(failed -> new FullSweep(Optional.ofNullable(sweepLast).map(Lineage::parse), failed));
    }

    private void walk(WalkPosition walk) {
        walkLineage = walk.lineage().toString();
        walkStartedAt = walk.startedAt().toString();
        walkVersion = walk.version().map(Object::toString).orElse(null);
        walkPage = walk.page().map(PageToken::value).orElse(null);
        walkListed = walk.listed();
        walkUnseen = texts(walk.unseen());
        walkFailed = walk.failed();
    }

    private Optional<WalkPosition> walk() {
        return instant(walkStartedAt)
                .map(at -> new WalkPosition(
                        Lineage.parse(walkLineage),
                        at,
                        Optional.ofNullable(walkVersion).map(ImageVersionArn::parse),
                        Optional.ofNullable(walkPage).map(PageToken::new),
                        walkListed,
                        sorted(walkUnseen, ImageBuildArn::parse, Comparator.naturalOrder()),
                        walkFailed));
    }

    private void history(SweepHistory history) {
        lastCleanAt = history.lastCleanAt().map(Instant::toString).orElse(null);
        consecutiveFailures = history.consecutiveFailures();
    }

    private SweepHistory history() {
        return new SweepHistory(instant(lastCleanAt), consecutiveFailures);
    }

    private static Optional<Instant> instant(String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }

    private static SortedSet<Lineage> lineages(Set<String> texts) {
        return sorted(texts, Lineage::parse, Backlog.BY_ARN);
    }

    private static <T> SortedSet<T> sorted(Set<String> texts, Function<String, T> parse, Comparator<T> order) {
        TreeSet<T> sorted = new TreeSet<>(order);
        Optional.ofNullable(texts).orElse(Set.of()).forEach(text -> sorted.add(parse.apply(text)));
        return sorted;
    }

    /** A set of texts cannot be empty: then it is absent. */
    private static Set<String> texts(Collection<?> all) {
        return all.isEmpty() ? null : all.stream().map(Object::toString).collect(Collectors.toSet());
    }
}
