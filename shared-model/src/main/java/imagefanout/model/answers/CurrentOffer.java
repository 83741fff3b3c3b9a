package imagefanout.model.answers;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a lineage offers now.
 *
 * @param newest its newest recorded build, in any state
 * @param offered the newest build that is offered
 * @param held the newer builds that only a hold keeps from being offered, newest first
 * @param lookedBackTo the creation time of the oldest build that was read, when none of them is offered and there are older ones
 */
public record CurrentOffer(
        Optional<RecordedBuild> newest,
        Optional<RecordedBuild> offered,
        List<RecordedBuild> held,
        Optional<Instant> lookedBackTo) {
    private static final int FIRST_PAGE = 3;
    private static final int MAX_BUILDS = FIRST_PAGE + 4 * NewestFirst.PAGE;

    /** How many of the known newest builds of each lineage are read at once: nearly always the first is offered. */
    private static final List<Integer> ROUNDS = List.of(1, 5);

    public CurrentOffer {
        held = List.copyOf(held);
    }

    /**
     * What each lineage offers. The builds that the entries name are read together; a lineage that they do not answer is read
     * by itself.
     *
     * @param alreadyRead builds that were read already
     * @throws StorageException when the catalog could not be read
     */
    public static <L extends Lineage> Map<L, CurrentOffer> ofAll(
            ImageCatalog catalog, OfferPolicy offer, List<DirectoryEntry<L>> entries, List<RecordedBuild> alreadyRead) {
        Map<ImageBuildArn, RecordedBuild> read = new HashMap<>();
        alreadyRead.forEach(recorded -> read.put(recorded.build().arn(), recorded));
        Map<L, CurrentOffer> found = new HashMap<>();
        for (int round : ROUNDS) {
            List<DirectoryEntry<L>> open = entries.stream()
                    .filter(entry -> !found.containsKey(entry.lineage()))
                    .toList();
            Set<ImageBuildArn> unread = open.stream()
                    .flatMap(entry -> entry.newest().stream().limit(round))
                    .filter(arn -> !read.containsKey(arn))
                    .collect(Collectors.toSet());
            catalog.builds(unread).forEach(recorded -> read.put(recorded.build().arn(), recorded));
            open.forEach(entry ->
                    amongKnown(entry, round, read, offer).ifPresent(answer -> found.put(entry.lineage(), answer)));
        }
        entries.forEach(entry -> found.computeIfAbsent(entry.lineage(), lineage -> of(catalog, offer, lineage)));
        return found;
    }

    /** Empty when none of the known builds is offered, or they are no longer as the entry lists them. */
    private static Optional<CurrentOffer> amongKnown(
            DirectoryEntry<?> entry, int round, Map<ImageBuildArn, RecordedBuild> read, OfferPolicy offer) {
        List<RecordedBuild> known = entry.newest().stream()
                .limit(round)
                .flatMap(arn -> Optional.ofNullable(read.get(arn)).stream())
                .filter(recorded -> recorded.build().lineage().equals(entry.lineage()))
                .toList();
        List<RecordedBuild> passed =
                known.stream().takeWhile(build -> !offer.includes(build)).toList();
        boolean isInOrder = known.stream()
                .sorted(Comparator.comparing(
                                (RecordedBuild recorded) -> recorded.build().position())
                        .reversed())
                .toList()
                .equals(known);
        return known.size() == passed.size() || !isInOrder
                ? Optional.empty()
                : Optional.of(new CurrentOffer(
                        Optional.of(known.get(0)),
                        Optional.of(known.get(passed.size())),
                        passed.stream().filter(offer::includesButForItsHold).toList(),
                        Optional.empty()));
    }

    /**
     * Reads the newest builds until one is offered, but at most {@value #MAX_BUILDS}.
     *
     * @throws StorageException when the catalog could not be read
     */
    public static CurrentOffer of(ImageCatalog catalog, OfferPolicy offer, Lineage lineage) {
        OfferedBuilds builds = new OfferedBuilds(catalog, offer, lineage, FIRST_PAGE);
        Optional<RecordedBuild> newest = builds.read();
        Optional<RecordedBuild> last = newest;
        for (int read = 1; read < MAX_BUILDS && last.isPresent() && !offer.includes(last.get()); read++) {
            last = builds.read();
        }
        Optional<RecordedBuild> offered = last.filter(offer::includes);
        boolean isComplete = offered.isPresent() || builds.isAtEnd();
        return new CurrentOffer(
                newest,
                offered,
                builds.held(),
                last.filter(build -> !isComplete).map(build -> build.build().createdAt()));
    }
}
